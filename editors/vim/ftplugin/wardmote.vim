" Printed by tools/language.py from the table of kinds and fields.
" :make checks, and the quickfix list leads to each place; :WardmoteFormat writes the canonical text; <C-X><C-U>
" completes the name of a field at the start of a line.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal makeprg=wardmote\ check\ %:S
setlocal errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%-G%.%#
setlocal comments= commentstring= formatoptions-=t completefunc=WardmoteComplete

command! -buffer WardmoteFormat call s:Format()

" A document with errors stays as it is.
function! s:Format() abort
  let l:view = winsaveview()
  let l:lines = systemlist('wardmote format -', getline(1, '$'))
  if v:shell_error
    echohl ErrorMsg | echo join(l:lines, "\n") | echohl None
  elseif l:lines !=# getline(1, '$')
    silent keepjumps %delete _
    call setline(1, l:lines)
    call winrestview(l:view)
  endif
endfunction

function! WardmoteComplete(findstart, base) abort
  if a:findstart
    return matchstr(getline('.')[: col('.') - 2], '^-\s\+') ==# '' ? -3 : matchend(getline('.'), '^-\s\+')
  endif
  return filter(copy(s:fields), {_, field -> stridx(tolower(field.word), tolower(a:base)) == 0})
endfunction

" Each field, and the clauses it stands in.
let s:fields = [
  \ {'word': 'Id: ', 'menu': 'header'},
  \ {'word': 'Area: ', 'menu': 'header'},
  \ {'word': 'Between: ', 'menu': 'header'},
  \ {'word': 'Funds: ', 'menu': 'header'},
  \ {'word': 'In force: ', 'menu': 'header'},
  \ {'word': 'Provider: ', 'menu': 'Information, Standard, Priority, Monitoring, Option, Contact, Review'},
  \ {'word': 'By: ', 'menu': 'Information, Priority, Commitment, Monitoring, Redress, Option, Partner, Fund, Reward, Plan, Stage, Notice, Review'},
  \ {'word': 'Role: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Target, Partner, Fund, Plan, Stage, Notice, Contact, Review'},
  \ {'word': 'Delivered through: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Option, Target, Partner, Fund, Plan, Stage'},
  \ {'word': 'Service: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring'},
  \ {'word': 'For: ', 'menu': 'Information, Option, Contact'},
  \ {'word': 'Telephone: ', 'menu': 'Contact'},
  \ {'word': 'Email: ', 'menu': 'Contact'},
  \ {'word': 'Public: ', 'menu': 'Standard, Commitment, Monitoring, Stage'},
  \ {'word': 'Do: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Option, Target, Partner, Fund, Reward, Plan, Stage, Notice, Contact, Review'},
  \ {'word': 'Measure: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Target, Partner, Fund, Plan'},
  \ {'word': 'Calendar: ', 'menu': 'header, Information, Standard, Priority, Commitment, Monitoring, Redress, Plan, Stage, Notice, Contact'},
  \ {'word': 'Zone: ', 'menu': 'header'},
  \ {'word': 'Hours: ', 'menu': 'header, Information, Standard, Priority, Commitment, Monitoring, Redress, Plan, Stage, Notice, Contact'},
  \ {'word': 'Year starts: ', 'menu': 'header, Standard, Commitment, Monitoring, Target, Fund, Stage'},
  \ {'word': 'Period: ', 'menu': 'header, Information, Standard, Priority, Commitment, Monitoring, Target, Partner, Fund, Plan, Stage, Contact'},
  \ {'word': 'Review: ', 'menu': 'header'},
  \ {'word': 'Fact: ', 'menu': 'header'},
  \ {'word': 'Event: ', 'menu': 'header'},
  \ {'word': 'Status: ', 'menu': 'header'},
  \ {'word': 'Spoken for by: ', 'menu': 'header'},
  \ {'word': 'Asked: ', 'menu': 'header, Option, Plan, Notice'},
  \ {'word': 'Decided by: ', 'menu': 'header, Option, Fund, Plan, Notice'},
  \ {'word': 'Equality: ', 'menu': 'header, Option, Plan, Notice'},
  \ {'word': 'Trial: ', 'menu': 'header, Standard'},
  \ {'word': 'Departure: ', 'menu': 'header'},
  \ {'word': 'Notice: ', 'menu': 'header'},
  \ {'word': 'Successor: ', 'menu': 'header'},
  \ {'word': 'Indicator: ', 'menu': 'Target'},
  \ {'word': 'Type: ', 'menu': 'Target'},
  \ {'word': 'Designated: ', 'menu': 'header, Target'},
  \ {'word': 'Theme: ', 'menu': 'Target, Plan'},
  \ {'word': 'Baseline: ', 'menu': 'Target'},
  \ {'word': 'Opens: ', 'menu': 'Stage, Notice'},
  \ {'word': 'Overrides: ', 'menu': 'Exclusion'},
  \ {'word': 'Only when: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Reward, Stage, Threshold, Notice, Contact'},
  \ {'word': 'When: ', 'menu': 'Redress, Option, Exclusion, Notice'},
  \ {'word': 'Start: ', 'menu': 'header, Information, Standard, Priority, Commitment, Monitoring, Plan, Stage, Notice, Contact'},
  \ {'word': 'Consent: ', 'menu': 'Fund, Stage, Notice'},
  \ {'word': 'Advice: ', 'menu': 'Plan, Stage, Notice'},
  \ {'word': 'Must say: ', 'menu': 'Stage, Notice'},
  \ {'word': 'Clock: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Option, Partner, Plan, Stage, Notice, Contact, Review'},
  \ {'word': 'Every: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Target, Partner, Fund, Plan, Stage, Notice, Contact, Review'},
  \ {'word': 'Open: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Stage, Contact, Review'},
  \ {'word': 'Count: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Target, Partner, Fund, Plan, Stage, Threshold, Contact, Review'},
  \ {'word': 'Target: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Target, Contact'},
  \ {'word': 'Without reward: ', 'menu': 'Target'},
  \ {'word': 'Total: ', 'menu': 'Reward'},
  \ {'word': 'Share: ', 'menu': 'Reward'},
  \ {'word': 'Pays: ', 'menu': 'Reward'},
  \ {'word': 'Paid: ', 'menu': 'Reward'},
  \ {'word': 'On account: ', 'menu': 'Reward'},
  \ {'word': 'Norm: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Target, Contact'},
  \ {'word': 'Aim: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Target, Contact'},
  \ {'word': 'Expect: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Target, Contact'},
  \ {'word': 'Reason: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Option, Target'},
  \ {'word': 'Cost: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Target, Partner, Fund, Plan'},
  \ {'word': 'Exempt: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Stage, Threshold, Contact'},
  \ {'word': 'Pause: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Stage, Notice, Contact'},
  \ {'word': 'Lead: ', 'menu': 'Target, Plan'},
  \ {'word': 'Partners: ', 'menu': 'Target, Plan'},
  \ {'word': 'Contributes: ', 'menu': 'Standard, Priority, Commitment, Monitoring, Target, Plan'},
  \ {'word': 'In return for: ', 'menu': 'Standard, Priority, Commitment, Option, Partner'},
  \ {'word': 'Reward: ', 'menu': 'Target'},
  \ {'word': 'Publish: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Target, Partner, Fund, Reward, Plan, Stage, Threshold, Notice, Review'},
  \ {'word': 'Step', 'menu': 'Redress'},
  \ {'word': 'If', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Target, Partner, Fund, Plan, Stage, Threshold, Notice, Contact, Review'},
  \ {'word': 'Tell: ', 'menu': 'Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Target, Partner, Fund, Reward, Plan, Stage, Threshold, Exclusion, Notice, Review'},
  \ {'word': 'Basis: ', 'menu': 'header, Information, Standard, Priority, Commitment, Monitoring, Redress, Option, Target, Partner, Fund, Reward, Plan, Stage, Threshold, Exclusion, Notice, Contact, Review'},
  \ ]
let b:undo_ftplugin = 'setlocal makeprg< errorformat< comments< commentstring< formatoptions< completefunc<'
