// The site in one table: path, forms, handler (page_NAME.c), and one line for /data or NULL. A new page is one line
// here, one file page_NAME.c and one view (CONTRIBUTING.md). A FORM is shown by the first handler and sent to the
// second, with at most so many bytes. A WIRE is the same for programs (open311.h), whoever sends it.
#pragma once

#define SITE_PAGES(PAGE, FORM, WIRE)                                                                         \
    PAGE("/", FORMATS_HTML_ONLY, home_show, NULL)                                                            \
    PAGE("/find", FORMATS_HTML_ONLY, find_show, NULL)                                                        \
    PAGE("/areas", FORMATS_HTML_ONLY, areas_show, NULL)                                                      \
    PAGE("/areas", FORMATS_GEOJSON, areas_map_show,                                                          \
         "the areas with their borders, and how each promise made for them stands")                          \
    PAGE("/areas/{area}", FORMATS_FEED, area_show, "the promises made for an area and how each stands")      \
    PAGE("/charters", FORMATS_HTML_ONLY, charters_show, NULL)                                                \
    FORM("/charters/ask", ask_show, ask_send, FORM_BYTES)                                                    \
    PAGE("/charters/asked", FORMATS_ALL, asked_show,                                                         \
         "the charters that were asked for, and what became of it")                                          \
    FORM("/charters/asked/{ask}", seats_show, seats_send, FORM_BYTES)                                        \
    PAGE("/charters/{charter}", FORMATS_FEED, charter_show, "a charter's promises and how each stands")      \
    PAGE("/charters/{charter}", FORMATS_PRINT, charter_print_show, NULL)                                     \
    PAGE("/charters/{charter}/leaflet", FORMATS_PRINT, charter_leaflet_show, NULL)                           \
    PAGE("/charters/{charter}/dates", FORMATS_ICAL, charter_dates_show, "a charter's days, for a calendar")  \
    PAGE("/charters/{charter}/text", FORMATS_HTML_ONLY, charter_text_show, NULL)                             \
    FORM("/charters/{charter}/meeting", meeting_show, meeting_send, FORM_BYTES)                              \
    PAGE("/charters/{charter}/meeting", FORMATS_PRINT, meeting_print_show, NULL)                             \
    FORM("/charters/{charter}/review", review_show, review_send, FORM_BYTES)                                 \
    PAGE("/charters/{charter}/review", FORMATS_TABLES, review_show, "a charter's promises since it began")   \
    FORM("/charters/{charter}/life", life_show, life_send, FORM_BYTES)                                       \
    PAGE("/charters/{charter}/life/sheet", FORMATS_HTML_ONLY, life_sheet_show, NULL)                         \
    FORM("/charters/{charter}/life/{what}", life_new_show, life_new_send, FORM_BYTES)                        \
    PAGE("/charters/{charter}/words", FORMATS_HTML_ONLY, worded_list_show, NULL)                             \
    PAGE("/charters/{charter}/words/{language}", FORMATS_HTML_ONLY, worded_show, NULL)                       \
    FORM("/charters/{charter}/words/{language}/write", worded_form_show, worded_form_send, FORM_BYTES)       \
    PAGE("/charters/{charter}/workload", FORMATS_ALL, workload_show, "the work a charter makes")             \
    FORM("/charters/{charter}/{clause}/walkabout", walkabout_show, walkabout_send, FORM_BYTES)               \
    PAGE("/charters/{charter}/{clause}", FORMATS_FEED, promise_show, "one promise, period by period")        \
    FORM("/charters/{charter}/{clause}/figures/{last}", figure_show, figure_send, FORM_BYTES)                \
    FORM("/charters/{charter}/{clause}/departure", departure_show, departure_send, FORM_BYTES)               \
    FORM("/charters/{charter}/{clause}/taken-up", option_show, option_send, FORM_BYTES)                      \
    PAGE("/charters/{charter}/{clause}/taken-up/record", FORMATS_TABLES, option_record_show,                 \
         "what is on record of an option that is taken up, as `wardmote follow` reads it")                   \
    FORM("/charters/{charter}/{clause}/log", given_show, given_send, FORM_BYTES)                             \
    FORM("/charters/{charter}/{clause}/thanks", thanks_show, thanks_send, FORM_BYTES)                        \
    FORM("/charters/{charter}/{clause}/contacted", reached_show, reached_send, FORM_BYTES)                   \
    FORM("/charters/{charter}/{clause}/progress", progress_show, progress_send, FORM_BYTES)                  \
    FORM("/walkabouts", walkabouts_show, walkabouts_send, FORM_BYTES)                                        \
    PAGE("/walkabouts/champions", FORMATS_HTML_ONLY, champions_show, NULL)                                   \
    PAGE("/walkabouts/round-worker.js", FORMAT_ALONE, round_worker_show, NULL)                               \
    FORM("/walkabouts/new", walk_plan_show, walk_plan_send, FORM_BYTES)                                      \
    FORM("/walkabouts/{walk}", walk_show, walk_send, UPLOAD_BYTES)                                           \
    PAGE("/watch", FORMATS_ALL, watch_show,                                                                  \
         "promises whose period runs, and how each will end as things go")                                   \
    PAGE("/drafts", FORMATS_HTML_ONLY, drafts_show, NULL)                                                    \
    FORM("/drafts/new", draft_new_show, draft_new_send, FORM_BYTES)                                          \
    FORM("/drafts/{draft}", draft_page_show, draft_page_send, FORM_BYTES)                                    \
    PAGE("/drafts/{draft}/text", FORMATS_HTML_ONLY, draft_text_show, NULL)                                   \
    PAGE("/drafts/{draft}", FORMATS_PRINT, draft_print_show, NULL)                                           \
    PAGE("/drafts/{draft}/leaflet", FORMATS_PRINT, draft_leaflet_show, NULL)                                 \
    FORM("/drafts/{draft}/meeting", draft_meeting_show, draft_meeting_send, FORM_BYTES)                      \
    PAGE("/drafts/{draft}/history", FORMATS_HTML_ONLY, draft_history_show, NULL)                             \
    PAGE("/drafts/{draft}/words", FORMATS_HTML_ONLY, worded_list_show, NULL)                                 \
    PAGE("/drafts/{draft}/words/{language}", FORMATS_HTML_ONLY, worded_show, NULL)                           \
    FORM("/drafts/{draft}/words/{language}/write", worded_form_show, worded_form_send, FORM_BYTES)           \
    FORM("/drafts/{draft}/add", draft_add_show, draft_add_send, FORM_BYTES)                                  \
    FORM("/drafts/{draft}/sign", draft_sign_show, draft_sign_send, FORM_BYTES)                               \
    PAGE("/drafts/{draft}/sheet", FORMATS_HTML_ONLY, draft_sheet_show, NULL)                                 \
    PAGE("/drafts/{draft}/workload", FORMATS_HTML_ONLY, draft_workload_show, NULL)                           \
    FORM("/drafts/{draft}/clauses/{label}", draft_clause_show, draft_clause_send, FORM_BYTES)                \
    FORM("/drafts/{draft}/changes/{change}", draft_change_show, draft_change_send, FORM_BYTES)               \
    PAGE("/reports/{reference}", FORMATS_FEED, case_show, "one report and what happened to it")              \
    FORM("/reports/{reference}/finding", finding_show, finding_send, UPLOAD_BYTES)                           \
    FORM("/report", report_show, report_send, FORM_BYTES)                                                    \
    PAGE("/report/danger", FORMATS_HTML_ONLY, report_danger_show, NULL)                                      \
    FORM("/report/intake", report_intake_show, report_intake_send, FORM_BYTES)                               \
    FORM("/report/for", report_for_show, report_for_send, FORM_BYTES)                                        \
    FORM("/report/which", report_which_show, report_which_send, FORM_BYTES)                                  \
    FORM("/report/where", report_where_show, report_where_send, FORM_BYTES)                                  \
    FORM("/report/where/found", report_found_show, report_found_send, FORM_BYTES)                            \
    PAGE("/map/areas/{content}", FORMATS_HTML_ONLY, map_areas_show, NULL)                                    \
    FORM("/report/more", report_more_show, report_more_send, UPLOAD_BYTES)                                   \
    FORM("/report/check", report_check_show, report_check_send, UPLOAD_BYTES)                                \
    PAGE("/report/sent", FORMATS_HTML_ONLY, report_sent_show, NULL)                                          \
    FORM("/code", own_code_show, own_code_send, FORM_BYTES)                                                  \
    FORM("/find-report", own_find_show, own_find_send, FORM_BYTES)                                           \
    FORM("/r/{token}", own_show, own_send, FORM_BYTES)                                                       \
    FORM("/r/{token}/data", own_held_show, own_held_send, FORM_BYTES)                                        \
    PAGE("/r/{token}/data/held", FORMATS_TABLES, own_held_table_show, NULL)                                  \
    FORM("/work", work_show_page, work_send, UPLOAD_BYTES)                                                   \
    PAGE("/work/table", FORMATS_TABLES, work_table_show, NULL)                                               \
    FORM("/work/upload", work_upload_show, work_upload_send, UPLOAD_BYTES)                                   \
    PAGE("/work/channels", FORMATS_HTML_ONLY, channels_show, NULL)                                           \
    PAGE("/work/steps", FORMATS_HTML_ONLY, steps_owed_show, NULL)                                            \
    FORM("/work/letters", letters_show, letters_send, FORM_BYTES)                                            \
    FORM("/work/steps/{charter}/{promise}/{redress}/{step}/{of}", step_show, step_send, FORM_BYTES)          \
    FORM("/work/payments", payments_show, payments_send, FORM_BYTES)                                         \
    FORM("/work/payments/{file}", payments_file_show, payments_file_send, FORM_BYTES)                        \
    PAGE("/work/payments/{file}/payments", 1 << FORMAT_CSV, payments_content_show, NULL)                     \
    PAGE("/work/figures", FORMATS_HTML_ONLY, work_figures_show, NULL)                                        \
    PAGE("/work/templates", FORMATS_HTML_ONLY, replies_show, NULL)                                           \
    FORM("/work/templates/{template}", reply_show, reply_send, FORM_BYTES)                                   \
    PAGE("/work/round", FORMATS_HTML_ONLY, round_show, NULL)                                                 \
    PAGE("/work/round-worker.js", FORMAT_ALONE, round_worker_show, NULL)                                     \
    FORM("/work/round/{reference}", round_stop_show, round_stop_send, UPLOAD_BYTES)                          \
    PAGE("/work/asked", FORMATS_HTML_ONLY, work_asked_show, NULL)                                            \
    FORM("/work/asked/{ask}", ask_answer_show, ask_answer_send, FORM_BYTES)                                  \
    FORM("/work/invited/{seat}", seat_show, seat_send, FORM_BYTES)                                           \
    FORM("/work/{reference}", work_case_show, work_case_send, UPLOAD_BYTES)                                  \
    PAGE("/nobody", FORMATS_ALL, unowned_show, "what nobody answers for, and where")                         \
    FORM("/nobody/{reference}", give_show, give_send, FORM_BYTES)                                            \
    PAGE("/returns", FORMATS_HTML_ONLY, returns_show, NULL)                                                  \
    FORM("/returns/ask", return_ask_show, return_ask_send, FORM_BYTES)                                       \
    FORM("/returns/{return}", return_one_show, return_one_send, FORM_BYTES)                                  \
    FORM("/return/{token}", return_show, return_send, UPLOAD_BYTES)                                          \
    FORM("/return/{token}/check", return_check_show, return_check_send, FORM_BYTES)                          \
    PAGE("/moderation", FORMATS_HTML_ONLY, moderation_show, NULL)                                            \
    FORM("/moderation/{reference}", moderate_show, moderate_send, FORM_BYTES)                                \
    FORM("/moderation/{reference}/photographs/{photograph}", photograph_decide_show, photograph_decide_send, \
         FORM_BYTES)                                                                                         \
    FORM("/moderation/{reference}/photographs/{photograph}/cover", photograph_cover_show,                    \
         photograph_cover_send, FORM_BYTES)                                                                  \
    PAGE("/restrictions", FORMATS_HTML_ONLY, restrictions_show, NULL)                                        \
    FORM("/restrictions/new", restrict_show, restrict_send, FORM_BYTES)                                      \
    FORM("/restrictions/{restriction}", restriction_show, restriction_send, FORM_BYTES)                      \
    FORM("/restriction/{token}", restricted_show, restricted_send, FORM_BYTES)                               \
    PAGE("/redress", FORMATS_FEED, register_show, "what was missed and what followed")                       \
    PAGE("/data", FORMATS_HTML_ONLY, data_show, NULL)                                                        \
    PAGE("/data/figures", FORMATS_FIGURES, figures_show, "every figure of every promise")                    \
    PAGE("/record", FORMATS_JSON_TOO, record_show, "the record: its size, its root, the keys that sign it")  \
    PAGE("/record/checkpoint", FORMATS_HTML_ONLY, checkpoint_show, NULL)                                     \
    PAGE("/record/checkpoints", FORMATS_TABLES, checkpoints_show, "every signed checkpoint of the record")   \
    PAGE("/record/contents", FORMATS_TABLES, contents_show, "the texts that the record adopted")             \
    PAGE("/record/contents/{content}", FORMATS_HTML_ONLY, content_show, NULL)                                \
    PAGE("/record/facts.jsonl", FORMATS_HTML_ONLY, facts_show, NULL)                                         \
    PAGE("/record/leaves.txt", FORMATS_HTML_ONLY, leaves_show, NULL)                                         \
    PAGE("/record/record", 1 << FORMAT_JSON, record_show, NULL)                                              \
    PAGE("/reports/{reference}/proof", FORMATS_JSON_TOO, proof_show,                                         \
         "that a report stands in the record, to be checked")                                                \
    PAGE("/search", FORMATS_HTML_ONLY, search_show, NULL)                                                    \
    PAGE("/privacy", FORMATS_HTML_ONLY, privacy_show, NULL)                                                  \
    PAGE("/accessibility", FORMATS_HTML_ONLY, accessibility_show, NULL)                                      \
    PAGE("/contact", FORMATS_HTML_ONLY, contact_show, NULL)                                                  \
    PAGE("/health", FORMAT_ALONE, health_show, NULL)                                                         \
    PAGE("/health.json", FORMAT_ALONE, health_show, NULL)                                                    \
    PAGE("/ready", FORMATS_HTML_ONLY | 1 << FORMAT_JSON, ready_show, NULL)                                   \
    PAGE("/openapi.json", FORMAT_ALONE, openapi_show, NULL)                                                  \
    PAGE("/metrics", FORMATS_HTML_ONLY, metrics_show, NULL)                                                  \
    PAGE("/photographs/{photograph}", FORMATS_HTML_ONLY, photograph_file_show, NULL)                         \
    PAGE("/photographs/{photograph}/small", FORMATS_HTML_ONLY, photograph_small_show, NULL)                  \
    PAGE("/assets/{file}", FORMAT_ALONE, asset_show, NULL)                                                   \
    FORM("/sign-in", sign_in_show, sign_in_send, FORM_BYTES)                                                 \
    PAGE("/sign-in/sent", FORMATS_HTML_ONLY, sign_in_sent_show, NULL)                                        \
    FORM("/sign-in/code", sign_in_code_show, sign_in_code_send, FORM_BYTES)                                  \
    FORM("/sign-in/second", sign_in_second_show, sign_in_second_send, FORM_BYTES)                            \
    FORM("/sign-in/link/{token}", sign_in_link_show, sign_in_link_send, FORM_BYTES)                          \
    FORM("/sign-out", sign_out_show, sign_out_send, FORM_BYTES)                                              \
    FORM("/account", account_show, account_send, FORM_BYTES)                                                 \
    PAGE("/account/reports", FORMATS_HTML_ONLY, own_reports_show, NULL)                                      \
    FORM("/account/reports/{reference}", own_show, own_send, FORM_BYTES)                                     \
    PAGE("/account/data", FORMATS_HTML_ONLY, own_data_show, NULL)                                            \
    PAGE("/account/data/held", FORMATS_TABLES, own_data_held_show, NULL)                                     \
    FORM("/account/data/erase", own_erase_show, own_erase_send, FORM_BYTES)                                  \
    PAGE("/account/data/erased", FORMATS_HTML_ONLY, own_erased_show, NULL)                                   \
    PAGE("/data-requests", FORMATS_HTML_ONLY, data_requests_show, NULL)                                      \
    FORM("/data-requests/new", data_request_new_show, data_request_new_send, FORM_BYTES)                     \
    FORM("/data-requests/{request}", data_request_show, data_request_send, FORM_BYTES)                       \
    FORM("/account/password", account_password_show, account_password_send, FORM_BYTES)                      \
    FORM("/account/second-step", account_second_show, account_second_send, FORM_BYTES)                       \
    PAGE("/admin", FORMATS_HTML_ONLY, admin_show, NULL)                                                      \
    PAGE("/admin/start", FORMATS_HTML_ONLY, admin_start_show, NULL)                                          \
    FORM("/admin/changes/{change}", change_show, change_send, FORM_BYTES)                                    \
    FORM("/admin/upload/{kind}", upload_show, upload_send, UPLOAD_BYTES)                                     \
    PAGE("/admin/download/{kind}", FORMATS_HTML_ONLY, download_show, NULL)                                   \
    PAGE("/admin/bodies", FORMATS_HTML_ONLY, bodies_show, NULL)                                              \
    FORM("/admin/bodies/new", body_show, body_send, FORM_BYTES)                                              \
    FORM("/admin/bodies/routes", routes_show, routes_send, FORM_BYTES)                                       \
    FORM("/admin/bodies/{body}", body_show, body_send, FORM_BYTES)                                           \
    FORM("/admin/bodies/{body}/open311", onward_server_show, onward_server_send, FORM_BYTES)                 \
    FORM("/admin/bodies/{body}/services", onward_services_show, onward_services_send, FORM_BYTES)            \
    PAGE("/admin/areas", FORMATS_HTML_ONLY, admin_areas_show, NULL)                                          \
    PAGE("/admin/postcodes", FORMATS_HTML_ONLY, admin_postcodes_show, NULL)                                  \
    PAGE("/admin/calendars", FORMATS_HTML_ONLY, calendars_show, NULL)                                        \
    FORM("/admin/calendars/{calendar}", calendar_show, calendar_send, FORM_BYTES)                            \
    FORM("/admin/elections", elections_show, elections_send, FORM_BYTES)                                     \
    PAGE("/admin/categories", FORMATS_HTML_ONLY, categories_show, NULL)                                      \
    FORM("/admin/categories/{category}", category_show, category_send, FORM_BYTES)                           \
    PAGE("/admin/documents", FORMATS_HTML_ONLY, documents_show, NULL)                                        \
    PAGE("/admin/messages", FORMATS_HTML_ONLY, messages_show, NULL)                                          \
    FORM("/admin/messages/{message}", message_text_show, message_text_send, FORM_BYTES)                      \
    FORM("/admin/sent", sent_show, sent_send, FORM_BYTES)                                                    \
    PAGE("/admin/health", FORMATS_HTML_ONLY, admin_health_show, NULL)                                        \
    FORM("/admin/settings", settings_show, settings_send, FORM_BYTES)                                        \
    FORM("/admin/settings/retention", retention_show, retention_send, FORM_BYTES)                            \
    PAGE("/admin/trace", FORMATS_HTML_ONLY, trace_show, NULL)                                                \
    PAGE("/admin/people", FORMATS_HTML_ONLY, people_show, NULL)                                              \
    FORM("/admin/people/invite", invite_show, invite_send, FORM_BYTES)                                       \
    FORM("/admin/people/{account}", person_show, person_send, FORM_BYTES)                                    \
    FORM("/admin/people/{account}/roles/{role}", volunteer_show, volunteer_send, FORM_BYTES)                 \
    PAGE("/demo", FORMATS_HTML_ONLY, demo_show, NULL)                                                        \
    FORM("/alerts", alerts_show, alerts_send, FORM_BYTES)                                                    \
    FORM("/alerts/confirm/{token}", alerts_confirm_show, alerts_confirm_send, FORM_BYTES)                    \
    FORM("/alerts/change/{token}", alerts_change_show, alerts_change_send, FORM_BYTES)                       \
    FORM("/unsubscribe/{token}", unsubscribe_show, unsubscribe_send, FORM_BYTES | BODY_OPEN)                 \
    FORM("/demo/mail", mail_show, mail_send, FORM_BYTES)                                                     \
    PAGE("/open311/discovery", FORMATS_WIRE, open311_discovery_show, "Open311: where the interface is")      \
    PAGE("/discovery", FORMATS_WIRE, open311_discovery_show, "Open311: the same, at the root of the site")   \
    PAGE("/open311/v2/services", FORMATS_WIRE, open311_services_show, "Open311: what can be reported")       \
    PAGE("/open311/v2/services/{code}", FORMATS_WIRE, open311_service_show,                                  \
         "Open311: what is asked of one service")                                                            \
    WIRE("/open311/v2/requests", open311_requests_show, open311_requests_send,                               \
         "Open311: reports, the newest first")                                                               \
    PAGE("/open311/v2/requests/{reference}", FORMATS_WIRE, open311_request_show,                             \
         "Open311: one report, in a list")                                                                   \
    PAGE("/open311/v2/tokens/{reference}", FORMATS_WIRE, open311_token_show, "Open311: the report of a token")
