// Every kind of field and of value as a sentence, in English and in Welsh.
#include "parsing.h"

#include "document/sentence.h"

// A line of a clause of that kind, X1.
static const struct row {
    const char *kind, *line, *english, *welsh;
} ROWS[] = {
    { "Standard", "- Provider: Harcaster Borough Council", "This is promised by Harcaster Borough Council.",
      "Pwy sy’n gwneud yr addewid: Harcaster Borough Council." },
    { "Standard", "- Provider: Harcaster Borough Council, when access refused",
      "When ‘access refused’ applies: this is promised by Harcaster Borough Council.",
      "Pan fydd ‘access refused’ yn berthnasol: pwy sy’n gwneud yr addewid: Harcaster Borough "
      "Council." },
    { "Commitment", "- By: the residents of Aldermoor; the tenant; Threeways Homes",
      "This is promised by the residents of Aldermoor, the tenant and Threeways Homes.",
      "Pwy sy’n gwneud yr addewid: the residents of Aldermoor, the tenant a hefyd Threeways Homes." },
    { "Monitoring", "- By: the residents of Aldermoor", "This is done by the residents of Aldermoor.",
      "Pwy sy’n gwneud hyn: the residents of Aldermoor." },
    { "Standard", "- Role: Street Scene Manager", "The post that answers for it: Street Scene Manager.",
      "Y swydd sy’n atebol am hyn: Street Scene Manager." },
    { "Standard", "- Delivered through: Corvale (to 2029)", "The work is done through Corvale (to 2029).",
      "Pwy sy’n gwneud y gwaith: Corvale (to 2029)." },
    { "Standard", "- Service: graffiti / offensive; litter",
      "It covers reports of: graffiti (offensive) and litter.",
      "Mae’n ymwneud ag adroddiadau am: graffiti (offensive) a hefyd litter." },
    { "Contact", "- For: graffiti; fly-tipping", "Get in touch about: graffiti and fly-tipping.",
      "Cysylltwch ynghylch: graffiti a hefyd fly-tipping." },
    { "Contact", "- Telephone: 01632 960112", "Telephone: 01632 960112.", "Ffôn: 01632 960112." },
    { "Contact", "- Email: streets@harcaster.example", "Email: streets@harcaster.example.",
      "E-bost: streets@harcaster.example." },
    { "Standard", "- Public: yes", "Its cases are public.", "Mae ei achosion yn gyhoeddus." },
    { "Standard", "- Public: counted only", "Its cases are only counted, and none is shown.",
      "Dim ond cyfrif ei achosion a wneir, ac ni ddangosir yr un ohonynt." },
    { "Standard", "- Public: not taken here, when access refused",
      "When ‘access refused’ applies: such cases are not taken here.",
      "Pan fydd ‘access refused’ yn berthnasol: ni dderbynnir achosion o’r fath yma." },
    { "Priority", "- Do: fit gates to 16 alleyways.", "What is done: fit gates to 16 alleyways.",
      "Beth a wneir: fit gates to 16 alleyways." },
    { "Standard", "- Measure: places graded", "What is looked at: places graded.",
      "Beth a edrychir arno: places graded." },
    { "Standard", "- Calendar: uk", "Working days are those of the calendar ‘uk’.",
      "Diwrnodau gwaith y calendr ‘uk’ a gyfrifir." },
    { "Standard", "- Hours: Monday to Friday 09:00 to 17:30; Saturday closed; Sunday all day",
      "Working hours: Monday to Friday 9am to 5:30pm; closed on Saturday; Sunday all day.",
      "Oriau gwaith: dydd Llun – dydd Gwener 9am – 5:30pm; ar gau: dydd Sadwrn; dydd Sul drwy’r "
      "dydd." },
    { "Contact", "- Hours: Monday 00:00 to 12:00; Friday 20:00 to 02:00",
      "Get in touch: Monday midnight to noon; Friday 8pm to 2am.",
      "Cysylltwch: dydd Llun 12 hanner nos – 12 canol dydd; dydd Gwener 8pm – 2am." },
    { "Standard", "- Year starts: 1 April", "Its year starts on 1 April.",
      "Mae ei flwyddyn yn dechrau ar 1 Ebrill." },
    { "Standard", "- Period: quarter", "Results are drawn up each quarter.",
      "Llunnir canlyniadau bob chwarter." },
    { "Standard", "- Period: 4 months", "Results are drawn up every 4 months.",
      "Llunnir canlyniadau bob 4 mis." },
    { "Standard", "- Period: financial year", "Results are drawn up each financial year.",
      "Llunnir canlyniadau bob blwyddyn ariannol." },
    { "Option", "- Asked: all 84 members", "Who was asked: all 84 members.",
      "I bwy y gofynnwyd: all 84 members." },
    { "Option", "- Decided by: minute 12", "How it was decided: minute 12.",
      "Sut y penderfynwyd arno: minute 12." },
    { "Option", "- Equality: assessed in May", "What it means for different people: assessed in May.",
      "Beth mae’n ei olygu i wahanol bobl: assessed in May." },
    { "Standard", "- Trial: 1 April 2025 to 30 June 2025",
      "It is on trial from 1 April 2025 to 30 June 2025: results are shown, and nothing follows "
      "from a miss.",
      "Ar brawf o 1 Ebrill 2025 i 30 Mehefin 2025: dangosir y canlyniadau, ac nid oes dim yn dilyn "
      "os methir." },
    { "Target", "- Indicator: NI 195 / litter", "It is measured by NI 195 (litter).",
      "Fe’i mesurir gan NI 195 (litter)." },
    { "Target", "- Indicator: NI 5", "It is measured by NI 5.", "Fe’i mesurir gan NI 5." },
    { "Target", "- Type: negotiable", "How the target came about: negotiable.",
      "Sut y daethpwyd at y targed: negotiable." },
    { "Target", "- Designated: yes", "This target is designated.", "Mae’r targed hwn wedi’i ddynodi." },
    { "Target", "- Designated: no", "This target is not designated.", "Nid yw’r targed hwn wedi’i ddynodi." },
    { "Target", "- Theme: Safer places", "It is reported under ‘Safer places’.",
      "Adroddir arno o dan ‘Safer places’." },
    { "Target", "- Baseline: 14% in 2007/08", "It starts from 14% in 2007/08.",
      "Y man cychwyn yw 14% yn 2007/08." },
    { "Target", "- Without reward: 13% in 2010/11", "Without the reward, 13% was expected in 2010/11.",
      "Heb y wobr, disgwylid 13% yn 2010/11." },
    { "Stage", "- Opens: request by the tenant or Threeways Homes, within 20 working days",
      "It opens with ‘request’ by the tenant or Threeways Homes, within 20 working days.",
      "Mae’n agor gyda: ‘request’, gan: the tenant neu Threeways Homes, o fewn 20 diwrnod gwaith." },
    { "Stage", "- Opens: works notice", "It opens with ‘works notice’.", "Mae’n agor gyda: ‘works notice’." },
    { "Exclusion", "- Overrides: X1", "Where it holds, these do not count: X1 (Title).",
      "Lle mae hyn yn berthnasol, nid yw’r rhain yn cyfrif: X1 (Title)." },
    { "Standard", "- Only when: depth at least 40 mm and road class is A or B",
      "It is only for cases where the depth is at least 40 mm and the road class is A or B.",
      "Dim ond ar gyfer achosion lle bydd ‘depth’ yn o leiaf 40 mm a hefyd ‘road class’ yn A neu B." },
    { "Redress", "- When: the target is missed in 2 quarters running",
      "It follows when the target is missed in 2 quarters running.",
      "Daw hyn i rym pan fydd y targed wedi’i fethu mewn 2 chwarter yn olynol." },
    { "Redress", "- When: the target is missed in 2 periods running",
      "It follows when the target is missed in 2 periods running.",
      "Daw hyn i rym pan fydd y targed wedi’i fethu mewn 2 gyfnod yn olynol." },
    { "Redress", "- When: the target is missed", "It follows when the target is missed.",
      "Daw hyn i rym pan fydd y targed wedi’i fethu." },
    { "Redress", "- When: a case is late", "It follows when a case is late.",
      "Daw hyn i rym pan fydd achos yn hwyr." },
    { "Standard", "- Start: next working day",
      "A clock that starts on a day off starts on the next working day.",
      "Os yw cloc yn dechrau ar ddiwrnod nad yw’n ddiwrnod gwaith, mae’n dechrau ar y diwrnod "
      "gwaith nesaf." },
    { "Stage", "- Consent: Threeways Homes", "This needs the consent of Threeways Homes.",
      "Rhaid cael cydsyniad: Threeways Homes." },
    { "Stage", "- Advice: Threeways Homes, when access refused",
      "When ‘access refused’ applies: before it is done, advice is asked of Threeways Homes.",
      "Pan fydd ‘access refused’ yn berthnasol: cyn gwneud hyn, gofynnir am gyngor gan: Threeways "
      "Homes." },
    { "Notice", "- Must say: the concern; the next step", "It must say: the concern and the next step.",
      "Rhaid iddo ddweud: the concern a hefyd the next step." },
    { "Standard", "- Clock: from report to completion, within 1 working day",
      "It is completed within 1 working day of the report.",
      "Fe’i cwblheir o fewn 1 diwrnod gwaith ar ôl yr adroddiad." },
    { "Standard", "- Clock: within 2 working days", "It is completed within 2 working days of the report.",
      "Fe’i cwblheir o fewn 2 ddiwrnod gwaith ar ôl yr adroddiad." },
    { "Stage", "- Clock: within 2 months", "It is done within 2 months.", "Fe’i gwneir o fewn 2 fis." },
    { "Standard", "- Clock: within 5 days, by the clock",
      "It is completed within 5 days of the report, to the same time of day.",
      "Fe’i cwblheir o fewn 5 diwrnod ar ôl yr adroddiad, hyd at yr un amser o’r dydd." },
    { "Standard", "- Clock: from report to inspection, within 1.5 hours",
      "It is inspected within 1.5 hours of the report.",
      "Fe’i harolygir o fewn 1.5 awr ar ôl yr adroddiad." },
    { "Standard", "- Clock: within 2 months of inspection",
      "It is completed within 2 months of the inspection.",
      "Fe’i cwblheir o fewn 2 fis ar ôl yr arolygiad." },
    { "Standard", "- Clock: from report to written reply, within 2 months beginning with receipt",
      "From the report to the written reply: within 2 months beginning with receipt.",
      "Ar ôl yr adroddiad a chyn yr ateb ysgrifenedig: o fewn 2 fis gan gynnwys diwrnod y "
      "digwyddiad hwn: ei dderbyn." },
    { "Standard", "- Clock: from receipt to written reply, within 2 months beginning that day",
      "From receipt to the written reply: within 2 months beginning that day.",
      "Ar ôl ei dderbyn a chyn yr ateb ysgrifenedig: o fewn 2 fis gan ddechrau ar y diwrnod hwnnw." },
    { "Standard", "- Clock: by 06:00 on the day of collection", "It is done by 6am on the day of collection.",
      "Fe’i gwneir erbyn 6am ar y diwrnod hwn: y casgliad." },
    { "Standard", "- Clock: by 30 September 2027", "It is done by 30 September 2027.",
      "Fe’i gwneir erbyn 30 Medi 2027." },
    { "Standard", "- Clock: from works notice to end of investigation, at least 48 hours",
      "There are at least 48 hours from ‘works notice’ to ‘end of investigation’.",
      "Mae o leiaf 48 awr ar ôl ‘works notice’ a chyn ‘end of investigation’." },
    { "Standard", "- Clock: from appointment to first visit, immediately",
      "From the appointment to the first visit: immediately.",
      "Ar ôl yr apwyntiad a chyn yr ymweliad cyntaf: ar unwaith." },
    { "Standard", "- Clock: from appointment to first visit, within 0 days",
      "The first visit is made by the end of the day of the appointment.",
      "Gwneir yr ymweliad cyntaf erbyn diwedd y diwrnod hwn: yr apwyntiad." },
    { "Standard", "- Clock: from receipt to written reply",
      "The time from receipt to the written reply is measured, and no limit is promised.",
      "Mesurir yr amser ar ôl ei dderbyn a chyn yr ateb ysgrifenedig, ac ni addewir terfyn." },
    { "Standard", "- Clock: from receipt to acknowledgement or written reply, within 5 working days",
      "It is acknowledged or a written reply is sent within 5 working days of receipt.",
      "Fe’i cydnabyddir neu anfonir ateb ysgrifenedig o fewn 5 diwrnod gwaith ar ôl ei dderbyn." },
    { "Standard", "- Clock: from the later of receipt and works notice to completion, within 2 weeks",
      "It is completed within 2 weeks of the later of receipt and ‘works notice’.",
      "Fe’i cwblheir o fewn 2 wythnos ar ôl yr olaf o’r rhain: ei dderbyn a hefyd ‘works notice’." },
    { "Standard", "- Clock: from report or receipt to end of investigation, within 30 seconds",
      "From the report or receipt to ‘end of investigation’: within 30 seconds.",
      "Ar ôl yr adroddiad neu ei dderbyn a chyn ‘end of investigation’: o fewn 30 eiliad." },
    { "Standard", "- Clock: no time promised", "No time is promised.", "Ni addewir unrhyw amser." },
    { "Standard", "- Clock made safe: from inspection to made safe, within 5 minutes",
      "Made safe: it is made safe within 5 minutes of the inspection.",
      "Made safe: fe’i gwneir yn ddiogel o fewn 5 munud ar ôl yr arolygiad." },
    { "Standard",
      "- Clock: within 1 day, when depth more than 100 mm and at most 1,000 mm and road class is "
      "not minor",
      "When the depth is more than 100 mm and at most 1,000 mm and the road class is not minor: it "
      "is completed within 1 day of the report.",
      "Pan fydd ‘depth’ yn dros 100 mm a hefyd 1,000 mm ar y mwyaf a hefyd ‘road class’ heb fod yn "
      "minor: fe’i cwblheir o fewn 1 diwrnod ar ôl yr adroddiad." },
    { "Standard", "- Clock: within 1 day, unless access refused",
      "Unless ‘access refused’ applies: it is completed within 1 day of the report.",
      "Oni bai bod ‘access refused’ yn berthnasol: fe’i cwblheir o fewn 1 diwrnod ar ôl yr "
      "adroddiad." },
    { "Standard", "- Clock: within 1 day, when not access refused 2 times in any 28 days",
      "When ‘access refused’ does not apply, 2 times in any 28 days: it is completed within 1 day "
      "of the report.",
      "Pan fydd ‘access refused’ heb fod yn berthnasol, 2 waith mewn unrhyw 28 diwrnod: fe’i "
      "cwblheir o fewn 1 diwrnod ar ôl yr adroddiad." },
    { "Standard", "- Clock: within 1 day, when from 1 November to 30 April",
      "From 1 November to 30 April: it is completed within 1 day of the report.",
      "O 1 Tachwedd i 30 Ebrill: fe’i cwblheir o fewn 1 diwrnod ar ôl yr adroddiad." },
    { "Standard", "- Clock: within 1 day, unless from 22:00 to 06:00",
      "Unless the time is from 10pm to 6am: it is completed within 1 day of the report.",
      "Oni bai bod yr amser rhwng 10pm a 6am: fe’i cwblheir o fewn 1 diwrnod ar ôl yr adroddiad." },
    { "Standard", "- Clock: within 1 day, when single fare at most £2.50",
      "When the single fare is at most £2.50: it is completed within 1 day of the report.",
      "Pan fydd ‘single fare’ yn £2.50 ar y mwyaf: fe’i cwblheir o fewn 1 diwrnod ar ôl yr "
      "adroddiad." },
    { "Standard", "- Clock: within 2 clear days, when X1 is kept",
      "When X1 (Title) is kept: it is completed within 2 clear days of the report.",
      "Pan fydd X1 (Title) wedi’i gadw: fe’i cwblheir o fewn 2 ddiwrnod clir ar ôl yr adroddiad." },
    { "Stage", "- Clock: within the time set by X1", "It is done within the time set by X1.",
      "Fe’i gwneir o fewn yr amser a bennir gan X1." },
    { "Stage", "- Clock: within the same time again, when step 2 is not late",
      "When step 2 is not late: it is done within the same time again.",
      "Pan fydd cam 2 heb fod yn hwyr: fe’i gwneir o fewn yr un amser eto." },
    { "Standard", "- Every: 1 week", "This is done each week.", "Gwneir hyn bob wythnos." },
    { "Standard", "- Every: 2 weeks, when case is open", "When the case is open: this is done every 2 weeks.",
      "Pan fydd yr achos yn agored: gwneir hyn bob 2 wythnos." },
    { "Standard", "- Open: Monday to Friday 09:00 to 17:00", "It is open: Monday to Friday 9am to 5pm.",
      "Ar agor: dydd Llun – dydd Gwener 9am – 5pm." },
    { "Standard", "- Count: at least 25 reports with a photograph each quarter",
      "There must be at least 25 reports with a photograph each quarter.",
      "Rhaid cael o leiaf 25 reports with a photograph bob chwarter." },
    { "Standard", "- Count: at most 15 bins each month, when from 1 June to 30 September",
      "From 1 June to 30 September: there may be at most 15 bins each month.",
      "O 1 Mehefin i 30 Medi: caniateir 15 bins ar y mwyaf bob mis." },
    { "Standard", "- Count: at most £2,000 each financial year for each councillor",
      "The sum is at most £2,000 each financial year for each councillor.",
      "Y swm yw £2,000 ar y mwyaf bob blwyddyn ariannol fesul ‘councillor’." },
    { "Standard", "- Count: at most 3 each year for each tenant",
      "The number is at most 3 each year for each tenant.",
      "Y nifer yw 3 ar y mwyaf bob blwyddyn fesul ‘tenant’." },
    { "Standard", "- Count: at least 95% of evenings each quarter",
      "The share is at least 95 of every 100 evenings each quarter.",
      "Y gyfran yw o leiaf 95 o bob 100 o ‘evenings’ bob chwarter." },
    { "Threshold", "- Count: at least the lower of 1500 signatures and 5% of population",
      "There must be at least the lower of 1,500 signatures and 5% of population.",
      "Rhaid cael o leiaf yr isaf o’r ddau hyn: 1,500 signatures; 5% o ‘population’." },
    { "Standard", "- Target: at least 90% each quarter",
      "This is met in at least 90 of every 100 cases each quarter.",
      "Bodlonir hyn mewn o leiaf 90 o bob 100 o achosion bob chwarter." },
    { "Standard",
      "- Target: at least 85% of cases each quarter; 90% from 1 April 2027; 95% from 1 April 2028",
      "This is met in at least 85 of every 100 cases each quarter, 90 of every 100 from 1 April "
      "2027 and 95 of every 100 from 1 April 2028.",
      "Bodlonir hyn mewn o leiaf 85 o bob 100 o achosion bob chwarter, 90 o bob 100 o 1 Ebrill 2027 "
      "ymlaen a hefyd 95 o bob 100 o 1 Ebrill 2028 ymlaen." },
    { "Standard", "- Target: at least 98% of hours each 4 months",
      "The share is at least 98 of every 100 hours every 4 months.",
      "Y gyfran yw o leiaf 98 o bob 100 awr bob 4 mis." },
    { "Standard", "- Target: at least 90% of places at grade B or better each quarter",
      "At least 90 of every 100 places each quarter must be at grade B or better.",
      "Rhaid i o leiaf 90 o bob 100 o ‘places’ bob chwarter fod ar radd B neu well." },
    { "Standard", "- Target: average of at most 5 working days over the last 4 quarters",
      "The average is at most 5 working days over the last 4 quarters.",
      "Y cyfartaledd yw 5 diwrnod gwaith ar y mwyaf dros y 4 chwarter diwethaf." },
    { "Standard", "- Target: median of under 3 minutes each document",
      "The median is under 3 minutes over the whole time that this document is in force.",
      "Y canolrif yw o dan 3 munud dros yr holl amser y mae’r ddogfen hon mewn grym." },
    { "Standard", "- Target: more than 1000 visits in any 12 months",
      "There must be more than 1,000 visits in any 12 months.",
      "Rhaid cael dros 1,000 visits mewn unrhyw 12 mis." },
    { "Target", "- Target: at most 12% in 2008/09; 11% in 2009/10",
      "The figure is at most 12% in 2008/09 and 11% in 2009/10.",
      "Y ffigur yw 12% ar y mwyaf yn 2008/09 a hefyd 11% yn 2009/10." },
    { "Target", "- Target: at least 12.5 deaths in 2010/11", "The figure is at least 12.5 deaths in 2010/11.",
      "Y ffigur yw o leiaf 12.5 deaths yn 2010/11." },
    { "Reward", "- Total: 2.5% of £132,993,000 rounded to £1,000",
      "The whole sum is 2.5% of £132,993,000, rounded to £1,000.",
      "Y swm cyfan yw 2.5% o £132,993,000, wedi’i dalgrynnu i £1,000." },
    { "Reward", "- Share: 1/12 of the total", "The share that can be earned is 1/12 of the total.",
      "Y gyfran y gellir ei hennill yw 1/12 o’r cyfanswm." },
    { "Reward", "- Pays: nothing, when achievement under 60%",
      "When the achievement is under 60%: nothing is earned.",
      "Pan fydd ‘achievement’ yn o dan 60%: ni enillir dim." },
    { "Reward", "- Pays: achievement of the share, at most the share",
      "What is earned is the achieved part of the share, at most the share.",
      "Yr hyn a enillir yw y rhan a gyflawnwyd o’r gyfran, y gyfran ar y mwyaf." },
    { "Reward", "- Paid: 1/2 in 2011/12; 1/2 in 2012/13",
      "Of what is earned, this is paid: 1/2 in 2011/12 and 1/2 in 2012/13.",
      "O’r hyn a enillir, telir hyn: 1/2 yn 2011/12 a hefyd 1/2 yn 2012/13." },
    { "Reward", "- On account: 1/5 of the share, in 2010/11",
      "Before the result is known this is paid: 1/5 of the share, in 2010/11.",
      "Cyn gwybod y canlyniad, telir hyn: 1/5 o’r gyfran, yn 2010/11." },
    { "Standard", "- Norm: within 2 working days",
      "The norm elsewhere: it is completed within 2 working days of the report.",
      "Y norm mewn mannau eraill: fe’i cwblheir o fewn 2 ddiwrnod gwaith ar ôl yr adroddiad." },
    { "Standard", "- Norm: at least 86% of places at grade B or better",
      "The norm elsewhere: at least 86 of every 100 places must be at grade B or better.",
      "Y norm mewn mannau eraill: rhaid i o leiaf 86 o bob 100 o ‘places’ fod ar radd B neu well." },
    { "Standard", "- Aim: at most 5 rings for each call",
      "The aim, which is shown and never missed: there may be at most 5 rings for each call.",
      "Y nod, a ddangosir ond na ellir ei fethu: caniateir 5 rings ar y mwyaf fesul ‘call’." },
    { "Standard", "- Expect: at least 30 minutes",
      "What usually happens, which is no promise: the time is at least 30 minutes.",
      "Beth sy’n digwydd fel arfer, heb fod yn addewid: yr amser yw o leiaf 30 munud." },
    { "Standard", "- Reason: people stay indoors", "Why it differs from the norm: people stay indoors.",
      "Pam mae’n wahanol i’r norm: people stay indoors." },
    { "Standard", "- Cost: £3,200 a year", "What it costs: £3,200 a year.",
      "Beth yw’r gost: £3,200 a year." },
    { "Standard", "- Exempt: access refused", "A case is left out when ‘access refused’ applies.",
      "Ni chyfrifir achos pan fydd ‘access refused’ yn berthnasol." },
    { "Standard", "- Exempt: severe weather, said by the tenant; access refused",
      "A case is left out when ‘severe weather’ applies, as said by the tenant; or ‘access refused’ "
      "applies.",
      "Ni chyfrifir achos pan fydd ‘severe weather’ yn berthnasol, yn ôl ‘the tenant’; neu ‘access "
      "refused’ yn berthnasol." },
    { "Stage", "- Pause: waiting for parts, said by the tenant, at most 10 working days",
      "The clock stands still while ‘waiting for parts’ applies, as said by the tenant, for at most "
      "10 working days.",
      "Mae’r cloc yn aros tra bydd ‘waiting for parts’ yn berthnasol, yn ôl ‘the tenant’, am 10 "
      "diwrnod gwaith ar y mwyaf." },
    { "Target", "- Lead: Threeways Homes", "The lead is with Threeways Homes.",
      "Pwy sy’n arwain: Threeways Homes." },
    { "Target", "- Partners: Threeways Homes; the tenant",
      "It is reached with the help of Threeways Homes and the tenant.",
      "Pwy sy’n helpu i’w gyrraedd: Threeways Homes a hefyd the tenant." },
    { "Target", "- Contributes: X1", "It adds up the results of X1 (Title).",
      "Mae’n adio canlyniadau’r rhain: X1 (Title)." },
    { "Standard", "- In return for: X1", "It is in return for X1 (Title).", "Yn gyfnewid am X1 (Title)." },
    { "Target", "- Reward: X1", "Reaching it earns X1 (Title).", "Mae ei gyrraedd yn ennill X1 (Title)." },
    { "Standard", "- Publish: the report", "What is made public: the report.",
      "Beth a gyhoeddir: the report." },
    { "Redress", "- Step 1: the provider gives the reason, automatically within 3 working days",
      "Step 1: the provider gives the reason, without being asked, within 3 working days.",
      "Cam 1: the provider gives the reason, heb fod angen gofyn, o fewn 3 diwrnod gwaith." },
    { "Redress",
      "- Step 2: Threeways Homes pays £10 and £2 for each further day to the tenant, at most £50 "
      "each case, set off against rent arrears, when step 1 is late",
      "Step 2, when step 1 is late: Threeways Homes pays £10 and £2 more each day after that to the "
      "tenant, at most £50 for each case, set off against rent arrears.",
      "Cam 2, pan fydd cam 1 yn hwyr: ‘Threeways Homes’ sy’n talu £10, ynghyd â £2 arall bob dydd "
      "ar ôl hynny i ‘the tenant’, £50 ar y mwyaf fesul achos, i’w osod yn erbyn ‘rent arrears’." },
    { "Redress",
      "- Step 2: Threeways Homes pays £10 and £5 for each further 24 hours to the tenant, at most 5 "
      "times each year",
      "Step 2: Threeways Homes pays £10 and £5 more every 24 hours after that to the tenant, at "
      "most 5 times each year.",
      "Cam 2: ‘Threeways Homes’ sy’n talu £10, ynghyd â £5 arall bob 24 awr ar ôl hynny i ‘the "
      "tenant’, 5 gwaith ar y mwyaf bob blwyddyn." },
    { "Redress",
      "- Step 2: Threeways Homes pays £100 to £300 for each term, decided by the tenant, to the "
      "tenant, at most 1 times each person",
      "Step 2: Threeways Homes pays £100 to £300 for each term to the tenant, as decided by the "
      "tenant, at most once for each person.",
      "Cam 2: ‘Threeways Homes’ sy’n talu £100 – £300 fesul ‘term’ i ‘the tenant’, fel y "
      "penderfynir gan ‘the tenant’, unwaith ar y mwyaf fesul person." },
    { "Redress",
      "- Step 2: Threeways Homes funds £1,500 to the Aldermoor Improvement Fund, from 1 April 2026",
      "Step 2: Threeways Homes gives £1,500 to the Aldermoor Improvement Fund, from 1 April 2026.",
      "Cam 2: ‘Threeways Homes’ sy’n rhoi £1,500 i ‘the Aldermoor Improvement Fund’, o 1 Ebrill "
      "2026 ymlaen." },
    { "Redress",
      "- Step 2: Threeways Homes pays 25% of 1/40 of the single fare to the tenant, on request "
      "within 28 days",
      "Step 2: Threeways Homes pays 25% of 1/40 of the single fare to the tenant, on request, made "
      "within 28 days.",
      "Cam 2: ‘Threeways Homes’ sy’n talu 25% o 1/40 o ‘single fare’ i ‘the tenant’, ar gais, a "
      "wneir o fewn 28 diwrnod." },
    { "Redress", "- Step 2: Threeways Homes apologises, on request",
      "Step 2: Threeways Homes apologises, on request.", "Cam 2: Threeways Homes apologises, ar gais." },
    { "Standard", "- If late: X1", "If it is late, what follows is X1 (Title).",
      "Os yw’n hwyr, yr hyn sy’n dilyn yw X1 (Title)." },
    { "Standard", "- If target missed: X1; elsewhere R2",
      "If the target is missed, what follows is X1 (Title) and R2 of ‘elsewhere’.",
      "Os methir y targed, yr hyn sy’n dilyn yw X1 (Title) a hefyd R2 yn ‘elsewhere’." },
    { "Standard", "- If refused: end, with reasons",
      "If the outcome is ‘refused’, it ends here, with reasons.",
      "Os ‘refused’ yw’r canlyniad, daw i ben yma, gyda ‘reasons’." },
    { "Stage", "- If agreed: X1, when access refused; other-procedure",
      "If the outcome is ‘agreed’, what follows is X1 (Title), when ‘access refused’ applies; and "
      "‘other-procedure’.",
      "Os ‘agreed’ yw’r canlyniad, yr hyn sy’n dilyn yw X1 (Title), pan fydd ‘access refused’ yn "
      "berthnasol; a hefyd ‘other-procedure’." },
    { "Standard", "- Tell: the tenant, when access refused",
      "When ‘access refused’ applies: this is told to the tenant.",
      "Pan fydd ‘access refused’ yn berthnasol: pwy sy’n cael gwybod: the tenant." },
    { "Standard", "- Basis: Housing Act 1985, section 96", "It rests on Housing Act 1985, section 96.",
      "Y sail: Housing Act 1985, section 96." },
};

// A line of the header of that kind of document, beside those of TEST_FIELDS.
static const struct row HEADERS[] = {
    { "Charter", "- Id: test-1", "Its short name is ‘test-1’.", "Ei enw byr yw ‘test-1’." },
    { "Charter", "- Area: Aldermoor ward, Harcaster; Stow on the Wold",
      "It is for Aldermoor ward, Harcaster; and Stow on the Wold.",
      "Yr ardal: Aldermoor ward, Harcaster; a hefyd Stow on the Wold." },
    { "Charter",
      "- Between: Harcaster Borough Council; the residents of Aldermoor; Threeways Homes; the "
      "tenant",
      "It is made by Harcaster Borough Council, the residents of Aldermoor, Threeways Homes and the "
      "tenant.",
      "Y pleidiau: Harcaster Borough Council, the residents of Aldermoor, Threeways Homes a hefyd "
      "the tenant." },
    { "Charter", "- Funds: the Aldermoor Improvement Fund",
      "Money under it may be paid to the Aldermoor Improvement Fund.",
      "Gellir talu arian o dan hyn i: the Aldermoor Improvement Fund." },
    { "Charter", "- In force: 1 April 2025 to 31 March 2028",
      "It is in force from 1 April 2025 to 31 March 2028, both days included.",
      "Mewn grym o 1 Ebrill 2025 i 31 Mawrth 2028, gan gynnwys y ddau ddiwrnod." },
    { "Charter", "- In force: from 1 April 2026", "It is in force from 1 April 2026, without an end.",
      "Mewn grym o 1 Ebrill 2026 ymlaen, heb ddyddiad gorffen." },
    { "Charter", "- Zone: Europe/London", "Times are those of Europe/London.",
      "Parth amser: Europe/London." },
    { "Charter", "- Review: every 12 months", "When it is looked at again: every 12 months.",
      "Pryd yr edrychir arno eto: every 12 months." },
    { "Charter", "- Fact: width, in mm", "It can depend on ‘width’, measured in mm.",
      "Gall ddibynnu ar ‘width’, wedi’i fesur mewn mm." },
    { "Charter", "- Fact: zone, one of town / village", "It can depend on ‘zone’, which is town or village.",
      "Gall ddibynnu ar ‘zone’, sef town neu village." },
    { "Charter", "- Fact: kept that day", "It can depend on whether ‘kept that day’ applies.",
      "Gall ddibynnu a yw ‘kept that day’ yn berthnasol." },
    { "Charter", "- Event: ring; answer", "Clocks may also start or stop at: ring and answer.",
      "Gall clociau hefyd ddechrau neu stopio gyda’r rhain: ring a hefyd answer." },
    { "Charter", "- Status: Goodwill. It takes away no right.",
      "What it is in law: Goodwill. It takes away no right.",
      "Beth ydyw yn ôl y gyfraith: Goodwill. It takes away no right." },
    { "Charter", "- Spoken for by: the association", "Who speaks for the residents: the association.",
      "Pwy sy’n siarad dros y trigolion: the association." },
    { "Charter", "- Departure: by a dated notice", "When a provider may depart from it: by a dated notice.",
      "Pryd y caiff darparwr wyro oddi wrtho: by a dated notice." },
    { "Charter", "- Notice: 3 months", "Any one of its parties may end it, by notice of 3 months.",
      "Gall unrhyw un o’i phleidiau ddod â hi i ben, drwy roi rhybudd: 3 mis." },
    { "Charter", "- Successor: West Eastmark Council",
      "Who takes over when a party ends: West Eastmark Council.",
      "Pwy sy’n cymryd drosodd pan ddaw plaid i ben: West Eastmark Council." },
    { "Agreement", "- Designated: at most 35", "At most 35 of its targets may be designated.",
      "Gellir dynodi 35 o’i dargedau ar y mwyaf." },
};

static struct speech speech_of(struct parsed *p, enum language language, const struct clause *clause)
{
    return (struct speech){
        .arena = p->ctx.arena, .language = language, .document = p->document, .clause = clause
    };
}

// The field that a line holds, found by its value as it was written.
static const struct field *field_of(const struct field_list *fields, const char *line)
{
    str value = str_from(strstr(line, ": ") + 2);
    value = str_cut(&value, '\n'); // the first of several lines
    for (size_t i = 0; i < fields->n; i++)
        if (str_equal(fields->at[i].raw, value))
            return &fields->at[i];
    fail_msg("no field of %s", line);
    return NULL;
}

static void said_check(struct parsed *p, const struct clause *clause, const struct row *row)
{
    const char *expected[LANGUAGE_COUNT] = { row->english, row->welsh };
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct speech speech = speech_of(p, (enum language)language, clause);
        const struct field *field = field_of(clause ? &clause->fields : &p->document->header, row->line);
        assert_false(field->is_bad);
        str said = field_sentence(&speech, field);
        if (!str_equal(said, str_from(expected[language])))
            fail_msg("%s\n  is     %.*s\n  wanted %s", row->line, STR_ARGS(said), expected[language]);
    }
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct parsed p = parse_line(ROWS[i].kind, ROWS[i].line);
        said_check(&p, &p.document->clauses.at[0], &ROWS[i]);
        parsed_close(&p);
    }
}

static struct parsed header_parse(const struct row *row)
{
    char text[4000];
    size_t key = (size_t)(strchr(row->line, ':') - row->line);
    bool is_again = strncmp(row->line, "- Fact", key) == 0 || strncmp(row->line, "- Event", key) == 0;
    size_t n = (size_t)snprintf(text, sizeof text, "# %s: Test\n\n%s\n", row->kind, row->line);
    str rest = STR(TEST_FIELDS);
    while (rest.n) {
        str line = str_cut(&rest, '\n');
        if (is_again || line.n < key || strncmp(line.at, row->line, key + 1) != 0)
            n += (size_t)snprintf(text + n, sizeof text - n, "%.*s\n", STR_ARGS(line));
    }
    return parse_text(text);
}

static void test_headers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++) {
        struct parsed p = header_parse(&HEADERS[i]);
        assert_string_equal(parsed_messages(&p), "");
        said_check(&p, NULL, &HEADERS[i]);
        parsed_close(&p);
    }
}

// A field that is new to the language has no sentence until it has a row here.
static void test_every_field_has_a_row(void **state)
{
    (void)state;
    size_t n;
    const struct field_kind *kinds = field_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        char key[64];
        bool is_there = false;
        int length = snprintf(key, sizeof key, "- %.*s", STR_ARGS(kinds[i].word));
        for (size_t k = 0; k < sizeof ROWS / sizeof *ROWS; k++)
            is_there |= strncmp(ROWS[k].line, key, (size_t)length) == 0 && strchr(": ", ROWS[k].line[length]);
        for (size_t k = 0; k < sizeof HEADERS / sizeof *HEADERS; k++)
            is_there |= strncmp(HEADERS[k].line, key, (size_t)length) == 0 &&
                strchr(": ", HEADERS[k].line[length]);
        if (!is_there)
            fail_msg("no row for the field '%.*s'", STR_ARGS(kinds[i].word));
    }
}

static void test_headings(void **state)
{
    (void)state;
    struct parsed p = parse_line("Standard", "- Clock: within 1 day");
    struct speech english = speech_of(&p, LANGUAGE_EN, NULL),
                  welsh = speech_of(&p, LANGUAGE_CY, &p.document->clauses.at[0]);
    assert_true(str_equal(clause_heading(&english), STR("Charter: Test")));
    assert_true(str_equal(clause_heading(&welsh), STR("Safon X1: Title")));
    parsed_close(&p);
}

// One clock and one share of cases are one promise; anything more, or anything else, is said field by field.
static void test_promise(void **state)
{
    static const struct {
        const char *lines, *english, *welsh;
    } rows[] = {
        { "- Clock: within 1 working day\n- Target: at least 90% each quarter",
          "It is completed within 1 working day of the report, in at least 90 of every 100 cases each quarter.",
          "Fe’i cwblheir o fewn 1 diwrnod gwaith ar ôl yr adroddiad, mewn o leiaf 90 o bob 100 o achosion bob "
          "chwarter." },
        { "- Clock: from receipt to end of investigation, within 2 weeks\n"
          "- Target: at least 85% of cases; 90% from 1 May 2027",
          "From receipt to ‘end of investigation’: within 2 weeks, in at least 85 of every 100 cases "
          "and 90 of every 100 from 1 May 2027.",
          "Ar ôl ei dderbyn a chyn ‘end of investigation’: o fewn 2 wythnos, mewn o leiaf 85 o bob 100 o "
          "achosion a hefyd 90 o bob 100 o 1 Mai 2027 ymlaen." },
        { "- Clock: within 1 working day", "", "" },
        { "- Target: at least 90% each quarter", "", "" },
        { "- Clock: no time promised\n- Target: at least 90% each quarter", "", "" },
        { "- Clock: from receipt to written reply\n- Target: at least 90% each quarter", "", "" },
        { "- Clock: within 1 day\n- Target: at least 98% of hours each quarter", "", "" },
        { "- Clock: within 1 day\n- Target: average of at most 5 days each quarter", "", "" },
        { "- Clock: within 1 day, when access refused\n- Target: at least 90% each quarter", "", "" },
        { "- Clock a: within 1 day\n- Clock b: within 2 days\n- Target: at least 90% each quarter", "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed p = parse_line("Standard", rows[i].lines);
        const struct clause *clause = &p.document->clauses.at[0];
        struct speech english = speech_of(&p, LANGUAGE_EN, clause),
                      welsh = speech_of(&p, LANGUAGE_CY, clause);
        assert_true(str_equal(promise_sentence(&english), str_from(rows[i].english)));
        assert_true(str_equal(promise_sentence(&welsh), str_from(rows[i].welsh)));
        parsed_close(&p);
    }
}

// A redress that counts quarters, of a promise that is counted by other periods: what that comes to is said; of one
// that is counted alike nothing more is.
static void test_rounds(void **state)
{
    static const struct {
        const char *target, *when, *english, *welsh;
    } rows[] = {
        { "at least 90% each 4 months", "the target is missed in 2 quarters running",
          "This promise is counted every 4 months: for it that means 2 such periods running.",
          "Caiff yr addewid hwn ei gyfrif bob 4 mis: iddo ef mae hynny’n golygu 2 gyfnod o’r fath yn olynol." },
        { "at least 90% each month", "the target is missed in 3 quarters running",
          "This promise is counted each month: for it that means 3 such periods running.",
          "Caiff yr addewid hwn ei gyfrif bob mis: iddo ef mae hynny’n golygu 3 gyfnod o’r fath yn olynol." },
        { "at least 90% each quarter", "the target is missed in 2 quarters running", "", "" },
        { "at least 90% each 4 months", "the target is missed in 2 periods running", "", "" },
        { "at least 90% each 4 months", "the target is missed", "", "" },
        { "at least 90%", "the target is missed in 2 quarters running", "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char target[128], when[128];
        snprintf(target, sizeof target, "- Target: %s", rows[i].target);
        snprintf(when, sizeof when, "- When: %s", rows[i].when);
        struct parsed p = parse_line("Standard", target), r = parse_line("Redress", when);
        const struct clause *clause = &p.document->clauses.at[0], *redress = &r.document->clauses.at[0];
        struct speech english = speech_of(&p, LANGUAGE_EN, clause),
                      welsh = speech_of(&p, LANGUAGE_CY, clause);
        assert_true(str_equal(redress_rounds(&english, redress), str_from(rows[i].english)));
        assert_true(str_equal(redress_rounds(&welsh, redress), str_from(rows[i].welsh)));
        parsed_close(&p);
        parsed_close(&r);
    }
}

// Of repeated lines the first whose condition holds applies, and the sentences say so.
static void test_otherwise(void **state)
{
    static const struct {
        const char *kind, *lines;
        const char *said[3];
    } rows[] = {
        { "Standard",
          "- Clock: within 1 day, when road class is A\n"
          "- Clock: within 2 days, when access refused\n- Clock: within 8 weeks",
          { "When the road class is A: it is completed within 1 day of the report.",
            "Otherwise, when ‘access refused’ applies: it is completed within 2 days of the report.",
            "Otherwise, it is completed within 8 weeks of the report." } },
        { "Standard",
          "- Clock made safe: within 1 day, when road class is A\n"
          "- Clock made safe: within 2 days\n- Clock mended: within 3 days",
          { "Made safe: when the road class is A: it is completed within 1 day of the report.",
            "Made safe: otherwise, it is completed within 2 days of the report.",
            "Mended: it is completed within 3 days of the report." } },
        { "Redress",
          "- Step 1: the tenant waits, when access refused\n"
          "- Step 1: the tenant pays £5\n- Step 2: the tenant waits",
          { "Step 1, when ‘access refused’ applies: the tenant waits.",
            "Otherwise, step 1: the tenant pays £5.", "Step 2: the tenant waits." } },
        { "Stage",
          "- If agreed: X1, when access refused\n- If agreed: end\n- If late: end",
          { "If the outcome is ‘agreed’, what follows is X1 (Title), when ‘access refused’ applies.",
            "Otherwise, if the outcome is ‘agreed’, it ends here.", "If it is late, it ends here." } },
        { "Reward",
          "- Pays: nothing, when achievement under 60%\n- Pays: £100",
          { "When the achievement is under 60%: nothing is earned.", "Otherwise, what is earned is £100." } },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed p = parse_line(rows[i].kind, rows[i].lines);
        const struct clause *clause = &p.document->clauses.at[0];
        struct speech speech = speech_of(&p, LANGUAGE_EN, clause);
        const struct field *f = field_of(&clause->fields, rows[i].lines);
        for (size_t k = 0; k < 3 && rows[i].said[k]; k++) {
            str said = field_sentence(&speech, f + k);
            if (!str_equal(said, str_from(rows[i].said[k])))
                fail_msg("is     %.*s\n  wanted %s", STR_ARGS(said), rows[i].said[k]);
        }
        parsed_close(&p);
    }
}

// What the document says itself is marked, so that a page can say in which language it is.
static void test_marks(void **state)
{
    (void)state;
    struct parsed p = parse_line("Standard", "- Tell: the tenant, when access refused");
    const struct clause *clause = &p.document->clauses.at[0];
    struct speech speech = speech_of(&p, LANGUAGE_CY, clause);
    speech.has_marks = true;
    str said = field_sentence(&speech, field_find(&clause->fields, KEY_TELL));
    assert_true(str_equal(said,
                          STR("Pan fydd ‘\x0e"
                              "access refused\x0f’ yn berthnasol: pwy sy’n cael gwybod: \x0e"
                              "the tenant\x0f.")));
    parsed_close(&p);
}

static void test_draft_is_told(void **state)
{
    (void)state;
    assert_int_equal(language_notice(LANGUAGE_EN).n, 0);
    assert_true(language_is_draft(LANGUAGE_CY));
    assert_true(str_starts(language_notice(LANGUAGE_CY), STR("Drafft yw’r cyfieithiad hwn")));
}

// The first letter is a capital, even behind a mark; what can't be read is shown as it was written.
static void test_edges(void **state)
{
    (void)state;
    struct parsed p = parse_line("Standard", "- Clock: within 24hrs");
    const struct clause *clause = &p.document->clauses.at[0];
    struct speech speech = speech_of(&p, LANGUAGE_EN, clause);
    assert_true(
        str_equal(field_sentence(&speech, field_find(&clause->fields, KEY_CLOCK)), STR("within 24hrs")));
    parsed_close(&p);
    p = parse_line("Standard", "- Clock made safe: within 1 day");
    clause = &p.document->clauses.at[0];
    speech = speech_of(&p, LANGUAGE_CY, clause);
    speech.has_marks = true;
    assert_true(str_equal(field_sentence(&speech, field_find(&clause->fields, KEY_CLOCK)),
                          STR("\x0eMade safe\x0f: fe’i cwblheir o fewn 1 diwrnod ar ôl yr adroddiad.")));
    parsed_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_every_field_has_a_row),
        cmocka_unit_test(test_headings),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_draft_is_told),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_promise),
        cmocka_unit_test(test_rounds),
        cmocka_unit_test(test_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
