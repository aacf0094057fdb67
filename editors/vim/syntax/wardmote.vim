" Printed by tools/language.py from the table of kinds and fields.
if exists('b:current_syntax')
  finish
endif
syntax case match

syntax region wardmoteProse start=/^ \{0,3}\z(`\{3,}\|\~\{3,}\)/ end=/^ \{0,3}\z1[`~]*\s*$/
syntax match wardmoteHeadingWrong /^##\?#\@!.*$/
syntax match wardmoteTitle /^\%uFEFF\?#\s*\c\%(Charter\|Agreement\|Procedure\)\s*:.*$/ contains=wardmoteKind
syntax match wardmoteClause /^##\s*\%(Information\|Commitment\|Monitoring\|Exclusion\|Threshold\|Priority\|Standard\|Contact\|Partner\|Redress\|Notice\|Option\|Review\|Reward\|Target\|Stage\|Fund\|Plan\)\s\+[A-Z]\d\+[a-z]\?\s*:\s*\S.*$/ contains=wardmoteKind,wardmoteClauseLabel
syntax match wardmoteKind /^\%uFEFF\?##\?\s*\zs\a\+/ contained
syntax match wardmoteClauseLabel /\s\zs[A-Z]\d\+[a-z]\?\ze\s*:/ contained
syntax match wardmoteSubheading /^###.*$/
syntax match wardmoteFieldWrong /^[-+•]\s.*$/
syntax region wardmoteTextField matchgroup=wardmoteKey start=/^[-+•]\s\+\**\c\%(Delivered\s\+through\|Spoken\s\+for\s\+by\|Decided\s\+by\|Departure\|Successor\|Telephone\|Calendar\|Equality\|Must\s\+say\|Partners\|Provider\|Between\|Consent\|Measure\|Publish\|Service\|Advice\|Reason\|Review\|Status\|Asked\|Basis\|Email\|Event\|Funds\|Theme\|Area\|Cost\|Lead\|Role\|Tell\|Type\|Zone\|For\|By\|Do\|Id\)\**:/ end=/^\%(\s\+[^ \t*+•-]\)\@!/me=s-1 keepend
syntax region wardmoteField matchgroup=wardmoteKey start=/^[-+•]\s\+\**\c\%(\%(Without\s\+reward\|In\s\+return\s\+for\|Contributes\|Year\s\+starts\|Designated\|On\s\+account\|Indicator\|Only\s\+when\|Overrides\|Baseline\|In\s\+force\|Exempt\|Notice\|Period\|Public\|Reward\|Target\|Count\|Every\|Hours\|Opens\|Pause\|Share\|Start\|Total\|Trial\|Fact\|Open\|Paid\|Pays\|When\)\|\%(Expect\|Clock\|Norm\|Step\|Aim\|If\)\%(\s\+[^:*]\+\)\?\)\**:/ end=/^\%(\s\+[^ \t*+•-]\)\@!/me=s-1 keepend contains=@wardmoteValue

syntax cluster wardmoteValue contains=wardmoteWord,wardmoteBound,wardmoteUnit,wardmoteEvent,wardmoteState,wardmoteWeekday,wardmoteNumber,wardmoteMoney,wardmoteTime,wardmoteDate,wardmoteLabel,wardmoteWrong
syntax match wardmoteWord /\<\%(the\s\+same\s\+time\s\+again\|beginning\s\+that\s\+day\|for\s\+each\s\+further\|next\s\+working\s\+day\|no\s\+time\s\+promised\|set\s\+off\s\+against\|the\s\+time\s\+set\s\+by\|beginning\s\+with\|financial\s\+year\|not\s\+taken\s\+here\|automatically\|on\s\+the\s\+day\s\+of\|over\s\+the\s\+last\|by\s\+the\s\+clock\|counted\s\+only\|the\s\+later\s\+of\|the\s\+lower\s\+of\|immediately\|average\s\+of\|decided\s\+by\|on\s\+request\|rounded\s\+to\|median\s\+of\|or\s\+better\|at\s\+grade\|for\s\+each\|all\s\+day\|nothing\|running\|said\s\+by\|closed\|in\s\+any\|one\s\+of\|unless\|within\|every\|funds\|times\|until\|each\|from\|pays\|when\|with\|and\|end\|not\|by\|in\|is\|of\|or\|to\)\>/ contained
syntax match wardmoteWeekday /\<\%(Wednesday\|Saturday\|Thursday\|weekdays\|weekends\|Tuesday\|Friday\|Monday\|Sunday\)\>/ contained
syntax match wardmoteState /\<\%(failing\|missed\|done\|kept\|late\|open\)\>/ contained
syntax match wardmoteEvent /\<\%(acknowledgement\|written\s\+reply\|appointment\|first\s\+visit\|publication\|works\s\+order\|collection\|completion\|inspection\|made\s\+safe\|decision\|arrival\|receipt\|notice\|report\)\>/ contained
syntax match wardmoteUnit /\<\%(working\s\+hours\|working\s\+days\|working\s\+hour\|working\s\+day\|clear\s\+days\|clear\s\+day\|quarters\|minutes\|quarter\|seconds\|minute\|months\|second\|hours\|month\|weeks\|years\|days\|hour\|week\|year\|day\)\>/ contained
syntax match wardmoteBound /\<\%(more\s\+than\|at\s\+least\|at\s\+most\|under\)\>/ contained
syntax match wardmoteNumber /\<\d\+\%(,\d\{3}\)*\%(\.\d\+\)\?\%(%\|\/\d\+\|\>\)/ contained
syntax match wardmoteMoney /£\d\+\%(,\d\{3}\)*\%(\.\d\+\)\?/ contained
syntax match wardmoteTime /\<\d\{1,2}:\d\d\>/ contained
syntax match wardmoteDate /\<\%(\d\{1,2}\s\+\%(January\|February\|March\|April\|May\|June\|July\|August\|September\|October\|November\|December\)\%(\s\+\d\{4}\)\?\|\d\{4}-\d\d-\d\d\|\d\{4}\/\d\d\)\>/ contained
syntax match wardmoteLabel /\<[A-Z]\d\+[a-z]\?\>/ contained
syntax match wardmoteWrong /\<\d\+[-–]\?\%(hrs\?\|mins\?\|secs\?\|days\?\|wks\?\|weeks\?\|mths\?\|months\?\|yrs\?\|years\?\|h\|d\|w\|m\)\>/ contained
syntax match wardmoteWrong /\<\d\{1,2}\([\/.]\)\d\{1,2}\1\%(\d\{4}\|\d\d\)\>/ contained

highlight default link wardmoteTitle Title
highlight default link wardmoteClause Title
highlight default link wardmoteKind Statement
highlight default link wardmoteClauseLabel Identifier
highlight default link wardmoteSubheading Title
highlight default link wardmoteKey Keyword
highlight default link wardmoteTextField String
highlight default link wardmoteWord Operator
highlight default link wardmoteBound Operator
highlight default link wardmoteUnit Type
highlight default link wardmoteEvent Constant
highlight default link wardmoteState Constant
highlight default link wardmoteWeekday Constant
highlight default link wardmoteNumber Number
highlight default link wardmoteMoney Number
highlight default link wardmoteTime Number
highlight default link wardmoteDate Number
highlight default link wardmoteLabel Identifier
highlight default link wardmoteWrong Error
highlight default link wardmoteFieldWrong Error
highlight default link wardmoteHeadingWrong Error

syntax sync fromstart
let b:current_syntax = 'wardmote'
