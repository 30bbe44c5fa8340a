// Charts as SVG to be put into a page (element_svg of render/page.h). Input is plain data; gnuplot draws it with a
// constant script of reports/charts, and what it draws is written anew with classes in place of colours, so that
// the style sheet reports/chart.css (page_style) decides how it looks, light or dark. Equal input, equal bytes.
//
//   AUTO(chart_pool) struct chart_pool *pool = chart_pool_new(NULL); // once a command, any number of threads
//   struct chart_trend trend = {
//       .head = {.id = "trend-enps", .title = "…", .description = "…", .decimal = ','},
//       .points = points, .count = 8, .least = -100, .most = 100, .span = 40,
//   };
//   char *svg;
//   if (!chart_trend(pool, arena, &trend, &svg, err)) // errors: see chart_pool_run
//       return false;
//
// Missing numbers are NaN. Texts may hold anything; what is too long is cut with "…" (the table beside the chart
// has it whole). Every word that is drawn comes from the caller, in the language of the page.
//
// In the page: <figure class="chart-figure"> around a drawing. A heat map, which may be wider than a phone, stands
// in <div class="chart-scroll" tabindex="0" role="region" aria-label="…"> inside it. reports/chart.css lists the
// classes.
#pragma once

#include "chart/bars.h"
#include "chart/enps.h"
#include "chart/heat.h"
#include "chart/rank.h"
#include "chart/trend.h"
