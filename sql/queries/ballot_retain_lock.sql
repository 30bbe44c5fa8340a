-- Nobody reads or writes answers until the transaction ends.
LOCK TABLE answers.block, answers.comment, answers.cell, answers.sums IN ACCESS EXCLUSIVE MODE
