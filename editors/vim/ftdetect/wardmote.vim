" Printed by tools/language.py from the table of kinds and fields.
" A Markdown file that begins as one of our documents does.
autocmd BufRead,BufNewFile *.md if getline(1) =~# '^\%uFEFF\?#\s*\%(Charter\|Agreement\|Procedure\)\s*:' | set filetype=wardmote | endif
