#include "ballot/receipt.h"
#include "commands.h"

#include <stdio.h>

bool command_receipt(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_COLLECT, err);
    struct receipt_state state;
    if (!db || !receipt_find(cli->arena, db, cli->arguments[0], &state, err))
        return false;
    printf(state.counted ? "The ballot was counted in wave %s.\n"
                         : "The ballot lies sealed in the box of wave %s, which is still open.\n",
           state.wave_key);
    return true;
}
