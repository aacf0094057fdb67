// What redress pays, to the penny: published tariffs, worked out by hand, at every boundary of each.
#include "rules/paying.h"

struct row {
    const char *standard, *told, *done, *as_of, *expected, *note;
};

#define LATE3 "report=2026-03-02T10:00; "   // due with Thursday 5 March
#define SECOND "request=2026-03-06T09:00; " // Friday
#define APPOINTED "R1.1@2026-03-06T12:00"   // its three days end with Wednesday 11 March
#define TRAIN(arrived)                                                                                       \
    "timetabled arrival=2026-03-02T10:00; arrival=2026-03-02T" arrived "; request=2026-03-03; "
#define SINGLE "ticket=single; single fare=10.30"
#define RETURN "ticket=return; return fare=£20.70"
#define SEASON "timetabled arrival=2026-03-02T10:00; arrival=2026-03-02T10:20; "
#define SAFE "report=2026-03-03T19:30; made safe=2026-03-05T21:30; " // Tuesday, Thursday
#define SORRY "R25.1@2026-03-05T09:10"

static const struct row ROWS[] = {
    // Right to Repair, England: £10, and £2 for each day after the second contractor's time; day 20 reaches £50
    { "S3", LATE3 "completion=2026-03-05T23:59:59", "", "2026-03-20", "on time", "" },
    { "S3", LATE3, "", "2026-03-06T08:00", "R1: 1 when asked for, 2 waiting, 3 waiting", "nobody has asked" },
    { "S3", LATE3 SECOND, "", "2026-03-06T10:00", "R1: 1 open, 2 waiting, 3 waiting", "asked for" },
    { "S3", LATE3 SECOND, APPOINTED, "2026-03-11T23:59:59", "R1: 1 done, 2 open, 3 waiting",
      "the same time again" },
    { "S3", LATE3 SECOND, APPOINTED, "2026-03-12T00:00:00", "R1: 1 done, 2 overdue, 3 open £12", "day 1" },
    { "S3", LATE3 SECOND, APPOINTED, "2026-03-12T23:59:59", "R1: 1 done, 2 overdue, 3 open £12",
      "day 1 to its end" },
    { "S3", LATE3 SECOND, APPOINTED, "2026-03-13T00:00:00", "R1: 1 done, 2 overdue, 3 open £14", "day 2" },
    { "S3", LATE3 SECOND, APPOINTED, "2026-03-30", "R1: 1 done, 2 overdue, 3 open £48",
      "day 19, past the lost hour" },
    { "S3", LATE3 SECOND, APPOINTED, "2026-03-31", "R1: 1 done, 2 overdue, 3 open £50", "day 20" },
    { "S3", LATE3 SECOND, APPOINTED, "2026-04-01", "R1: 1 done, 2 overdue, 3 open £50",
      "day 21, never more" },
    { "S3", LATE3 SECOND "completion=2026-03-16T09:00", APPOINTED, "2026-05-01",
      "R1: 1 done, 2 overdue, 3 open £20", "mended on day 5" },
    { "S3", LATE3 SECOND, APPOINTED " R1.2@2026-03-11T15:00", "2026-05-01", "R1: 1 done, 2 done, 3 not owed ",
      "the second was in time" },
    { "S3", LATE3 SECOND, APPOINTED " R1.2@2026-03-13T15:00", "2026-05-01",
      "R1: 1 done, 2 done late, 3 open £14", "the second was two days late" },
    { "S3", LATE3 SECOND "completion=2026-03-16T09:00", APPOINTED " R1.3@2026-03-20", "2026-05-01",
      "R1: 1 done, 2 overdue, 3 done £20 paid £20", "paid" },
    { "S3", LATE3 SECOND "completion=2026-03-16T09:00", APPOINTED " R1.3@2026-03-20=12.50", "2026-05-01",
      "R1: 1 done, 2 overdue, 3 done £20 paid £12.50", "paid in part" },
    // under each period: one day to Tuesday 3 March and one more, seven to Wednesday 11 March and seven more
    { "S1", LATE3 "request=2026-03-04T09:00", "R1.1@2026-03-04T12:00", "2026-03-05T23:59:59",
      "R1: 1 done, 2 open, 3 waiting", "one working day again" },
    { "S1", LATE3 "request=2026-03-04T09:00", "R1.1@2026-03-04T12:00", "2026-03-06",
      "R1: 1 done, 2 overdue, 3 open £12", "and a day" },
    { "S7", LATE3 "request=2026-03-12T09:00", "R1.1@2026-03-12T12:00", "2026-03-23T23:59:59",
      "R1: 1 done, 2 open, 3 waiting", "seven working days again" },
    { "S7", LATE3 "request=2026-03-12T09:00", "R1.1@2026-03-12T12:00", "2026-03-24",
      "R1: 1 done, 2 overdue, 3 open £12", "and a day" },
    // heating: a working day from 1 November to 30 April, else three
    { "S8", "report=2026-04-30T10:00; request=2026-05-02", "R1.1@2026-05-04T12:00", "2026-05-06",
      "R1: 1 done, 2 overdue, 3 open £12", "30 April: one day, one again, one over" },
    { "S8", "report=2026-05-01T10:00", "", "2026-05-06T23:59:59", "not yet due", "1 May: three days" },
    { "S8", "report=2026-05-01T10:00; request=2026-05-07", "R1.1@2026-05-07T12:00", "2026-05-13",
      "R1: 1 done, 2 overdue, 3 open £12", "three again, one over" },
    { "S8", "report=2026-10-31T10:00", "", "2026-11-04T12:00", "not yet due", "31 October: three days" },
    { "S8", "report=2026-11-01T10:00", "", "2026-11-03T12:00", "R1: 1 when asked for, 2 waiting, 3 waiting",
      "1 November: one day" },
    // Right to Repair, Scotland: £15, and £3 for each working day, at most £100
    { "S2", LATE3, "", "2026-03-06", "R2: 1 open £18, 2 waiting", "the first working day after" },
    { "S2", LATE3, "", "2026-03-08", "R2: 1 open £18, 2 waiting", "a weekend adds nothing" },
    { "S2", LATE3, "", "2026-03-09", "R2: 1 open £21, 2 waiting", "the second" },
    { "S2", LATE3, "", "2026-04-14", "R2: 1 open £99, 2 waiting", "the 28th" },
    { "S2", LATE3, "", "2026-04-15", "R2: 1 open £100, 2 waiting", "the 29th would be £102" },
    { "S2", LATE3 "completion=2026-03-07T10:00", "", "2026-05-01", "R2: 1 open £18, 2 waiting",
      "mended on Saturday" },
    // a morning appointment: kept in the afternoon, or not that day; whether it was must be on record
    { "S4",
      "appointment=2026-03-02T12:00; first visit=2026-03-02T15:00; request=2026-03-03; kept that day=yes", "",
      "2026-03-10", "R3: 1 open £10", "" },
    { "S4", "appointment=2026-03-02T12:00; request=2026-03-03; kept that day=no", "", "2026-03-10",
      "R3: 1 open £20", "" },
    { "S4", "appointment=2026-03-02T12:00; kept that day=no", "", "2026-03-10", "R3: 1 when asked for £20",
      "nobody asked" },
    { "S4", "appointment=2026-03-02T12:00; request=2026-03-03", "", "2026-03-10",
      "R3: 1 not known ? kept that day", "never nil" },
    // more than two working days past the target: Thursday 5 March and two are Monday 9 March
    { "S6", LATE3 "severe weather=no; waiting for parts=no; access refused=no", "", "2026-03-09", "nothing",
      "two days" },
    { "S6", LATE3 "severe weather=no; waiting for parts=no; access refused=no; request=2026-03-11", "",
      "2026-03-11", "R6: 1 open £10", "three" },
    { "S6", LATE3 "severe weather=no; waiting for parts=no; access refused=no; completion=2026-03-09T18:00",
      "", "2026-03-20", "nothing", "mended on the second" },
    { "S6", LATE3 "severe weather=yes; waiting for parts=no; access refused=no", "", "2026-03-11", "nothing",
      "the weather" },
    { "S6", LATE3 "severe weather=no; waiting for parts=no; access refused=yes", "", "2026-03-11", "nothing",
      "nobody let them in" },
    { "S6", LATE3 "severe weather=no; access refused=no; request=2026-03-11", "", "2026-03-11",
      "R6: 1 open ? waiting for parts", "not known, not nothing" },
    // water: an appointment, before and after the change of 2025, and the penalty for paying late
    { "S9", "appointment=2025-06-30T12:00", "", "2025-07-10", "R8: 1 open £20", "before" },
    { "S9", "appointment=2025-07-01T12:00", "", "2025-07-10", "R8: 1 open £50", "after" },
    { "S9", "appointment=2026-03-02T12:00", "", "2026-03-17T00:00:00", "R8: 1 overdue £50|R30: 1 open £40",
      "a second after the tenth working day" },
    { "S9", "appointment=2026-03-02T12:00", "", "2026-03-16T23:59:59", "R8: 1 open £50",
      "the tenth working day" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-16T23:00", "2026-04-01", "R8: 1 done £50 paid £50",
      "paid on the tenth" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-17T00:00", "2026-04-01",
      "R8: 1 done late £50 paid £50|R30: 1 open £40", "paid a second late" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-17 R30.1@2026-03-20", "2026-04-01",
      "R8: 1 done late £50 paid £50|R30: 1 done £40 paid £40", "and the penalty paid" },
    // in parts: the rest keeps its day, is late after it, and the last part settles it
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-10T12:00=20+", "2026-03-16T23:59:59",
      "R8: 1 open £50 paid £20", "a part in time" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-10T12:00=20+", "2026-03-17T00:00:00",
      "R8: 1 overdue £50 paid £20|R30: 1 open £40", "a part does not keep the penalty away" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-10T12:00=20+ R8.1@2026-03-16T23:00=29.99+",
      "2026-03-17", "R8: 1 overdue £50 paid £49.99|R30: 1 open £40", "a penny short" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-10T12:00=20+ R8.1@2026-03-16T23:00=30",
      "2026-04-01", "R8: 1 done £50 paid £50", "two of them in time" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-10T12:00=20+ R8.1@2026-03-17T00:00=30",
      "2026-04-01", "R8: 1 done late £50 paid £50|R30: 1 open £40", "the last a second late" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-16T23:00=30 R8.1@2026-03-10T12:00=20+",
      "2026-04-01", "R8: 1 done £50 paid £50", "in whatever order they were recorded" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-10T12:00=20+ R8.1@2026-03-12T12:00=30+",
      "2026-04-01", "R8: 1 done £50 paid £50", "parts that come to all of it" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-10T12:00=20+ R8.1@2026-03-16T12:00=30",
      "2026-03-12T12:00", "R8: 1 open £50 paid £20", "what is still to come does not count yet" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-10T12:00=20+ R8.1@2026-03-16T12:00=30/5000",
      "2026-04-01", "R8: 1 done £50 paid £50", "the last of parts that are all there" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-16T12:00=30/5000", "2026-03-16T23:59:59",
      "R8: 1 open £50 paid £30", "one of them was taken back: the last is a part again" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-16T12:00=20/4000 R8.1@2026-03-10T12:00=20+",
      "2026-04-01", "R8: 1 done £50 paid £40", "what they come to was settled by those who paid" },
    { "S9", "appointment=2026-03-02T12:00", "R8.1@2026-03-12T12:00=30/5000 R8.1@2026-03-16T12:00=20/5000",
      "2026-04-01", "R8: 1 done £50 paid £50", "paid again in its place" },
    { "S9", "appointment=2025-06-02T12:00", "", "2025-06-20", "R8: 1 overdue £20|R30: 1 open £10",
      "the old penalty" },
    // a complaint: received Monday 2 March, ten working days end with the 16th, ten more with the 31st (from the 17th)
    { "S12", "receipt=2026-03-02T10:00; written reply=2026-03-16T23:00", "", "2026-05-01", "on time", "" },
    { "S12", "receipt=2026-03-02T10:00", "", "2026-03-17T10:00", "R12: 1 open £40", "" },
    { "S12", "receipt=2026-03-02T10:00", "", "2026-03-31T12:00", "R12: 1 open £40", "the last day to pay" },
    { "S12", "receipt=2026-03-02T10:00", "", "2026-04-01T00:00", "R12: 1 overdue £40|R30: 1 open £40",
      "paid late" },
    // notice beforehand
    { "S10", "works notice=2026-03-02T10:00; interruption=2026-03-04T10:00", "", "2026-03-10", "on time",
      "48 hours" },
    { "S10", "works notice=2026-03-02T10:00; interruption=2026-03-04T09:59:59", "", "2026-03-10",
      "R10: 1 open £50", "a second less" },
    // supply: due at 22:00
    { "S15", "interruption=2025-03-03T10:00; supply restored=2025-03-03T22:00; customer=residential", "",
      "2025-04-01", "on time", "12 hours" },
    { "S15", "interruption=2025-03-03T10:00; supply restored=2025-03-03T22:00:01; customer=residential", "",
      "2025-04-01", "R15: 1 open £20", "a second more" },
    { "S15", "interruption=2025-03-03T10:00; supply restored=2025-03-04T21:59:59; customer=residential", "",
      "2025-04-01", "R15: 1 open £20", "a second short of 24 further hours" },
    { "S15", "interruption=2025-03-03T10:00; supply restored=2025-03-04T22:00; customer=residential", "",
      "2025-04-01", "R15: 1 open £30", "24 further hours" },
    { "S15", "interruption=2025-03-03T10:00; customer=business", "", "2025-03-06T22:00", "R15: 1 open £125",
      "72 further hours, still off" },
    { "S15", "interruption=2025-03-03T10:00; supply restored=2025-03-04T22:00", "", "2025-04-01",
      "R15: 1 not known ? customer", "whose supply it was" },
    { "S15", "interruption=2026-03-03T10:00; supply restored=2026-03-05T10:00", "", "2026-04-01",
      "R15: 1 open £200", "36 further hours, 12 at a time" },
    { "S13", "report=2026-03-02T10:00; completion=2026-03-02T11:30", "", "2026-03-03", "R9: 1 open £50", "" },
    { "S13", "report=2025-03-03T10:00; completion=2025-03-03T11:30", "", "2025-03-04", "R9: 1 open £25",
      "before" },
    // trains: bands by the second; half a penny goes up
    { "S16", TRAIN("10:14") SINGLE, "", "2026-03-10", "on time", "14 minutes" },
    { "S16", TRAIN("10:14:59") SINGLE, "", "2026-03-10", "R16: 1 not owed ", "late, and in no band" },
    { "S16", TRAIN("10:15") SINGLE, "", "2026-03-10", "R16: 1 open £2.58", "25% of £10.30 is £2.575" },
    { "S16", TRAIN("10:29") SINGLE, "", "2026-03-10", "R16: 1 open £2.58", "29 minutes" },
    { "S16", TRAIN("10:29:59") SINGLE, "", "2026-03-10", "R16: 1 open £2.58", "a second before 30" },
    { "S16", TRAIN("10:30") SINGLE, "", "2026-03-10", "R16: 1 open £5.15", "30 minutes" },
    { "S16", TRAIN("10:59") SINGLE, "", "2026-03-10", "R16: 1 open £5.15", "59 minutes" },
    { "S16", TRAIN("11:00") SINGLE, "", "2026-03-10", "R16: 1 open £10.30", "60 minutes" },
    { "S16", TRAIN("11:59") SINGLE, "", "2026-03-10", "R16: 1 open £10.30", "119 minutes" },
    { "S16", TRAIN("12:00") SINGLE, "", "2026-03-10", "R16: 1 open £10.30", "a single has no more" },
    { "S16", TRAIN("10:15") RETURN, "", "2026-03-10", "R16: 1 open £2.59", "an eighth is £2.5875" },
    { "S16", TRAIN("10:30") RETURN, "", "2026-03-10", "R16: 1 open £5.18", "a quarter is £5.175" },
    { "S16", TRAIN("11:00") RETURN, "", "2026-03-10", "R16: 1 open £10.35", "half" },
    { "S16", TRAIN("11:59:59") RETURN, "", "2026-03-10", "R16: 1 open £10.35", "a second before 120" },
    { "S16", TRAIN("12:00") RETURN, "", "2026-03-10", "R16: 1 open £20.70", "all of it" },
    { "S16", TRAIN("10:30") "ticket=single", "", "2026-03-10", "R16: 1 open ? single fare",
      "no fare on record" },
    { "S16", TRAIN("10:30") "single fare=10", "", "2026-03-10", "R16: 1 not known ? ticket",
      "nor what ticket" },
    { "S16", TRAIN("10:30") "ticket=single; single fare=a lot", "", "2026-03-10", "R16: 1 open ? single fare",
      "no sum" },
    { "S16", "timetabled arrival=2026-03-02T10:00; arrival=2026-03-02T10:30; " SINGLE, "",
      "2026-03-30T23:59:59", "R16: 1 when asked for £5.15", "the 28th day" },
    { "S16", "timetabled arrival=2026-03-02T10:00; arrival=2026-03-02T10:30; " SINGLE, "",
      "2026-03-31T00:00:00", "R16: 1 not owed ", "asked too late" },
    { "S16",
      "timetabled arrival=2026-03-02T10:00; arrival=2026-03-02T10:30; request=2026-03-31T00:00; " SINGLE, "",
      "2026-04-10", "R16: 1 not owed ", "a second too late" },
    { "S16", "timetabled arrival=2026-03-02T10:00; request=2026-03-02T10:20; " SINGLE, "", "2026-03-02T10:40",
      "R16: 1 open £5.15", "still on its way: so far" },
    { "S17", SEASON "ticket=annual; ticket price=5,000", "", "2026-03-10", "R20: 1 open £2.69",
      "£2.6939..." },
    { "S17", SEASON "ticket=quarterly; ticket price=1300", "", "2026-03-10", "R20: 1 open £2.50", "" },
    { "S17", SEASON "ticket=monthly; ticket price=£412.35", "", "2026-03-10", "R20: 1 open £2.58",
      "£2.5771..." },
    { "S17", SEASON "ticket=weekly; ticket price=95.50", "", "2026-03-10", "R20: 1 open £2.39", "£2.3875" },
    { "S17", SEASON "ticket=weekly; ticket price=95.40", "", "2026-03-10", "R20: 1 open £2.39",
      "£2.385: half up" },
    { "S17", SEASON "ticket=weekly; ticket price=95.39", "", "2026-03-10", "R20: 1 open £2.38", "£2.38475" },
    // somebody decides how much; the record says how much it came to
    { "S21", "report=2026-03-02T10:00; significant injustice remains=yes; terms=2", "R21.1@2026-04-01",
      "2026-04-02", "R21: 1 done, 2 open £100-£300, 3 waiting, 4 waiting", "" },
    { "S21", "report=2026-03-02T10:00; significant injustice remains=yes; terms=2",
      "R21.1@2026-04-01 R21.2@2026-04-03=150 R21.3@2026-04-04=0", "2026-04-05",
      "R21: 1 done, 2 done £150 paid £150, 3 done £0 paid £0, 4 open £1,800-£4,800", "two terms" },
    { "S21", "report=2026-03-02T10:00; significant injustice remains=yes; terms=2",
      "R21.1@2026-04-01 R21.2@2026-04-03=60+", "2026-04-05",
      "R21: 1 done, 2 open £100-£300 paid £60, 3 waiting, 4 waiting",
      "a part of what is still to be decided" },
    { "S21", "report=2026-03-02T10:00; significant injustice remains=yes; terms=2",
      "R21.1@2026-04-01 R21.2@2026-04-03=60+ R21.2@2026-04-04=90", "2026-04-05",
      "R21: 1 done, 2 done £150 paid £150, 3 open £0-£500, 4 waiting",
      "both together are how it was decided" },
    { "S21", "report=2026-03-02T10:00; significant injustice remains=no", "R21.1@2026-04-01", "2026-04-02",
      "R21: 1 done, 2 not owed , 3 not owed , 4 open £900-£2,400",
      "for each term, how many is not on record" },
    { "S21", "report=2026-03-02T10:00", "R21.1@2026-04-01", "2026-04-02",
      "R21: 1 done, 2 not known ? significant injustice remains, 3 waiting, 4 waiting", "" },
    // made safe a day late, apologised in time, to be mended by Monday 9 March: £2 for each day after that one until it
    // is; twenty working days are for the paying
    { "S25", SAFE, SORRY, "2026-03-09T23:59:59", "R25: 1 done, 2 open, 3 waiting", "its last day" },
    { "S25", SAFE, SORRY, "2026-03-10", "R25: 1 done, 2 overdue, 3 open £12", "a day, and it is not mended" },
    { "S25", SAFE "completion=2026-03-18T14:20", SORRY " R25.2@2026-03-18T14:20 R25.3@2026-03-30T11:00",
      "2026-05-01", "R25: 1 done, 2 done late, 3 done £28 paid £28", "nine days; paid in time" },
    { "S25", SAFE, SORRY " R25.2@2026-03-18T14:20 R25.3@2026-04-28T11:00", "2026-05-01",
      "R25: 1 done, 2 done late, 3 done late £28 paid £28", "paying late adds nothing" },
    { "S25", SAFE "completion=2026-03-18T14:20", SORRY, "2026-03-20", "R25: 1 done, 2 overdue, 3 open £28",
      "that the deed is done was not noted, that the case is was" },
    { "S25", SAFE, SORRY " R25.2@2026-03-06T14:20", "2026-05-01", "R25: 1 done, 2 done, 3 overdue £10",
      "mended in time: no further day, however late it is paid" },
    { "S25", SAFE, SORRY, "2026-03-28", "R25: 1 done, 2 overdue, 3 open £48", "day 19" },
    { "S25", SAFE, SORRY, "2026-04-06", "R25: 1 done, 2 overdue, 3 open £50", "never more than £50" },
    { "S26", "interruption=2026-03-03T10:00; supply restored=2026-03-06T10:00", "", "2026-03-16",
      "R26: 1 open £150", "60 further hours are two times 24" },
    { "S26", "interruption=2026-03-03T10:00; supply restored=2026-03-06T10:00", "R26.1@2026-03-25",
      "2026-04-01", "R26: 1 done late £150 paid £150|R30: 1 open £40", "paying late has its own price" },
    { "S25", SAFE, SORRY " R25.2@2026-03-18T14:20 R25.3@2026-03-30T11:00=20+", "2026-05-01",
      "R25: 1 done, 2 done late, 3 overdue £28 paid £20", "a part in time, and £8 are late" },
    { "S25", SAFE, SORRY " R25.3@2026-03-12T11:00=14+", "2026-03-13T12:00",
      "R25: 1 done, 2 overdue, 3 open £18 paid £14", "what still grows goes on growing" },
    // a case that was closed as reported before
    { "S24", "report=2026-03-02T10:00", "", "2026-03-10", "R24: 1 open £25", "" },
    { "S24", "report=2026-03-02T10:00; completion=2026-03-06; duplicate", "", "2026-03-10",
      "R24: 1 not owed ", "" },
};

static void test_rows(void **state)
{
    struct bench *b = bench_file("tariffs.md");
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *r = &ROWS[i];
        struct paying p = { .standard = r->standard, .told = r->told, .done = r->done };
        char got[1000];
        pay_ask(b, &p, asked_at(b, r->as_of));
        chain_say(&p, got, sizeof got);
        if (strcmp(got, r->expected) != 0 && ++failed)
            print_error("row %zu, %s, %s (%s): expected '%s', got '%s'\n", i, r->standard, r->as_of, r->note,
                        r->expected, got);
    }
    assert_int_equal(failed, 0);
    bench_close(b);
}

// The working, as a page shows it.
static const struct row WORKINGS[] = {
    { "S3", LATE3 SECOND, APPOINTED, "2026-03-13",
      "£10 and 2 further days after 11 March 2026 at £2: so far £14.|"
      "It may be set off against rent arrears only if whoever is paid wants that.|",
      "" },
    { "S3", LATE3 SECOND "completion=2026-03-12T09:00", APPOINTED, "2026-03-13",
      "£10 and 1 further day after 11 March 2026 at £2: £12.|"
      "It may be set off against rent arrears only if whoever is paid wants that.|",
      "" },
    { "S3", LATE3 SECOND "completion=2026-06-12T09:00", APPOINTED " R1.3@2026-06-15=20", "2026-07-13",
      "£10 and 93 further days after 11 March 2026 at £2: £196.|The most that is paid is £50.|"
      "It may be set off against rent arrears only if whoever is paid wants that.|",
      "" },
    { "S25", SAFE, SORRY " R25.2@2026-03-06T14:20", "2026-03-20",
      "£10, and nothing further after 6 March 2026.|", "" },
    { "S15", "interruption=2026-03-03T10:00; supply restored=2026-03-05T10:00", "", "2026-04-01",
      "£50 and 3 times 12 hours after 3 March 2026 at £50: £200.|", "" },
    { "S16", TRAIN("10:15") RETURN, "", "2026-03-10",
      "The return fare is £20.70, so it comes to £2.59, to the nearest penny, half a penny up.|", "" },
    { "S16", TRAIN("12:00") RETURN, "", "2026-03-10", "The return fare is £20.70, so it comes to £20.70.|",
      "" },
    { "S16", TRAIN("12:00") "ticket=return", "", "2026-03-10",
      "Not known: the record does not have 'return fare'.|", "" },
    { "S16", TRAIN("10:14:59") RETURN, "", "2026-03-10", "Not owed: no line of this step applies.|", "" },
    { "S21", "report=2026-03-02T10:00; significant injustice remains=no", "R21.1@2026-04-01", "2026-04-02",
      "The council decides how much, from £900 to £2,400 for each term; how many there were is not on record.|",
      "" },
    { "S24", "report=2026-03-02T10:00; completion=2026-03-06; duplicate", "", "2026-03-10",
      "Not owed: it was reported before, and is paid once, with the first report.|", "" },
};

static void working_say(struct bench *b, const struct paying *p, char *out, size_t room)
{
    const struct redress_answer *a = &p->chain.at[0].answer;
    const struct step_answer *s = &a->steps[a->n_steps - 1];
    struct str_list lines = { 0 };
    size_t n = 0;
    *out = 0;
    assert_int_equal(payment_working(&b->ctx, &s->field->step, &s->payment, &lines), OK);
    for (size_t i = 0; i < lines.n; i++)
        n += (size_t)snprintf(out + n, room - n, "%.*s|", STR_ARGS(lines.at[i]));
}

static void test_working(void **state)
{
    struct bench *b = bench_file("tariffs.md");
    (void)state;
    for (size_t i = 0; i < sizeof WORKINGS / sizeof *WORKINGS; i++) {
        const struct row *r = &WORKINGS[i];
        struct paying p = { .standard = r->standard, .told = r->told, .done = r->done };
        char got[1000];
        pay_ask(b, &p, asked_at(b, r->as_of));
        working_say(b, &p, got, sizeof got);
        assert_string_equal(got, r->expected);
    }
    bench_close(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_working) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
