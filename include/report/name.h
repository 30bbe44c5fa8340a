// Names of report files, made from department codes that anybody may have chosen.
#pragma once

#include "report/model.h"

// One name a department, without folder: "index.html" for the department at the top, else "<code>.html" with
// letters, digits, '-', '_' and inner dots kept and everything else replaced by '-'. Codes that would share a name
// (differing in odd characters or in case only) get "--2", "--3" … in the order of the departments. Never a path.
const char **report_file_names(struct arena *arena, const struct report *report);
