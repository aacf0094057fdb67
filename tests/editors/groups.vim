" Colours the files that are opened as Vim does, and writes to $GROUPS, as JSON, for each file the name of its type and
" for each line the syntax group of every character.
let s:coloured = []
for s:number in range(1, argc())
  execute 'argument' s:number
  let s:lines = []
  for s:line in range(1, line('$'))
    let s:text = getline(s:line)
    let s:groups = map(range(strchars(s:text)),
      \ {_, i -> synIDattr(synID(s:line, byteidx(s:text, i) + 1, 1), 'name')})
    call add(s:lines, s:groups)
  endfor
  call add(s:coloured, [&filetype, s:lines])
endfor
call writefile([json_encode(s:coloured)], $GROUPS)
qall!
