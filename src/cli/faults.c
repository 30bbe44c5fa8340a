#include "faults.h"
#include "base/json_scan.h"
#include "cli/command.h"

#include <stdio.h>

// Places and messages repeat what stands in the file, which may hold commands for the terminal.
void cli_print_faults(const struct fault_list *faults)
{
    cli_progress_end();
    for (size_t i = 0; i < faults->count; i++)
        fprintf(stderr, "%s: %s\n", json_printable(faults->arena, faults->items[i].place),
                json_printable(faults->arena, faults->items[i].message));
    if (faults->total > faults->count)
        fprintf(stderr, "… and %zu more\n", faults->total - faults->count);
}

bool cli_refuse(const struct fault_list *faults, struct error *err)
{
    if (faults->total == 0)
        return false;
    cli_print_faults(faults);
    return FAIL(err, ERROR_INVALID, "%zu fault%s; nothing was stored", faults->total,
                faults->total == 1 ? "" : "s");
}
