"""XHSTT: the public XML format for school timetables (Post et al., XHSTT-2014).

An archive holds instances (what must be planned) and solutions (where each lesson stands); a week needs one of both. Of the
constraints a week keeps what a repair must not spoil: hours in which somebody can't, preferred times, spreading, lessons that
stand together, the rooms a role may have. What is only wished for counts like what is required, as far as the solved week
keeps it: a repair must make nothing worse.
"""
