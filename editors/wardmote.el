;;; wardmote.el --- wardmote check, while you write  -*- lexical-binding: t -*-

;; Shows with Flymake what `wardmote check' says of a charter, an agreement or a procedure. In your init file:
;;   (load "/PATH/TO/editors/wardmote.el")

(require 'flymake)

(defvar-local wardmote--check nil "The check of this buffer that is running, or nil.")

(defun wardmote-flymake (report &rest _)
  "Underline what `wardmote check' says of this buffer, and tell REPORT."
  (when (process-live-p wardmote--check) (kill-process wardmote--check))
  (let ((source (current-buffer)))
    (save-restriction
      (widen)
      (setq wardmote--check
            (make-process
             :name "wardmote-check" :noquery t :connection-type 'pipe :buffer (generate-new-buffer " *wardmote*")
             :command '("wardmote" "check" "-")
             :sentinel
             (lambda (process _)
               (when (memq (process-status process) '(exit signal))
                 (with-current-buffer (process-buffer process)
                   (goto-char (point-min))
                   (let (found)
                     (while (re-search-forward "^-:\\([0-9]+\\):\\([0-9]+\\): \\(error\\|warning\\): \\(.*\\)$" nil t)
                       (let ((place (flymake-diag-region source (string-to-number (match-string 1))
                                                         (string-to-number (match-string 2)))))
                         (push (flymake-make-diagnostic source (car place) (cdr place)
                                                        (if (equal (match-string 3) "error") :error :warning)
                                                        (match-string 4))
                               found)))
                     (when (and (buffer-live-p source)
                                (eq process (buffer-local-value 'wardmote--check source))) ; else a newer one reports
                       (funcall report (nreverse found)))))
                 (kill-buffer (process-buffer process))))))
      (process-send-region wardmote--check (point-min) (point-max))
      (process-send-eof wardmote--check))))

(defun wardmote-charter ()
  "Check this buffer while it is written, if it begins as a document does."
  (when (save-excursion (goto-char (point-min)) (looking-at "# \\(Charter\\|Agreement\\|Procedure\\):"))
    (add-hook 'flymake-diagnostic-functions #'wardmote-flymake nil t)
    (flymake-mode 1)))

(add-hook 'markdown-mode-hook #'wardmote-charter)
(add-hook 'text-mode-hook #'wardmote-charter)

(provide 'wardmote)
;;; wardmote.el ends here
