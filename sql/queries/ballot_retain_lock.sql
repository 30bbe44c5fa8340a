-- Nobody reads or writes answers or published comments until the transaction ends.
LOCK TABLE answers.block, answers.comment, answers.cell, answers.sums, answers.part, ledger.comment IN ACCESS EXCLUSIVE MODE
