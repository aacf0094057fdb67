// A survey of places by grade: what a round found, and how far two who looked agree. The grades and the score are those
// of NI 195 (street and environmental cleanliness): 100 x (T + Tb/2) / Ts, where T are the places at C, C- or D, Tb
// those at B-, and Ts all of them. Lower is better.
#pragma once

#include "base/str.h"

enum { GRADES = 7 }; // A, B+, B, B-, C, C-, D

struct survey {
    int64_t n[GRADES], places;
    int64_t both, agreed; // places that two graded, and of those alike
};

int grade_find(str text);           // 0 for A to 6 for D, as it is written; -1 for none
const char *grade_words(int grade); // "B-"
// second: of another who looked, -1 for nobody. The first one counts.
void survey_add(struct survey *survey, int grade, int second);
int64_t survey_at(const struct survey *survey, int grade); // places at that grade or better
int64_t survey_score_tenths(const struct survey *survey);  // 167 is 16.7, half up; -1 without places
