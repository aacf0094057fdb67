// The categories file: what can be reported, the words people use, what is asked, and dangers. docs/categories.md has
// its form; library/categories/services.md is one.
//
//     ## potholes
//     - Title: A pothole
//     - Body: county council
//     - Near: 25 metres
//     - Words: pothole; hole in road
//     - Ask depth: How deep is it?
//     - Answer depth: number, in mm
//     - Why depth: Deep ones are mended sooner.
//     - If depth at least 40: potholes / 40 mm or deeper
//
//     ## Danger: gas
//     - Ring: 0800 111 999
//     - Say: Open windows and leave.
//     - Words: smell gas
#pragma once

#include "rules/category.h"

enum { CATEGORIES_BYTES_MAX = 2 << 20 };

// source: for messages. bytes must outlive the categories, which are in ctx's arena, without an index: whoever looks
// for words makes it (rules/words.h), which takes far longer than this. ERR_INPUT with the line and the cure.
result categories_parse(struct ctx *ctx, str source, str bytes, struct categories *categories) MUST;
