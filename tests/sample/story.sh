# What happens at Brightwater, as plain commands. Sourced by a shell that stops at the first failure; $sample is the
# directory that echolot-sample has written, $source the source tree; the dates are those of tests/sample/effects.c.

pulse() {
    echolot import "pulse-$1" "$sample/wave-$1.csv" --survey internal-service --k 5 --opened "$2" --closed "$3" --people
    echolot analyze "pulse-$1"
}
proposed() { # DEPARTMENT MEASURE: the number of what the analyzer has proposed
    echolot action list --state proposed --department "$1" --measure "$2" --ids | head -n 1
}

echolot survey add "$source/surveys/internal-service.json"
echolot people import --departments "$sample/departments.csv" --people "$sample/people.csv"
pulse 1 2023-02-06 2023-02-17
pulse 2 2023-05-08 2023-05-19
pulse 3 2023-08-07 2023-08-18
pulse 4 2023-11-06 2023-11-17
pulse 5 2024-02-05 2024-02-16
pulse 6 2024-05-06 2024-05-17

# Between waves 6 and 7: one action that will work, and one that will not.
shift_leads=lena.lehmann3@brightwater.example
thanks=$(proposed OPS-PRODUCTION-ASSEMBLY recognition-specific-thanks)
echolot action take "$thanks" --as $shift_leads --note "All three shift leads join in."
echolot action plan "$thanks" --as $shift_leads --due 2024-07-12 --expect 0.8
echolot action start "$thanks" --as $shift_leads --on 2024-05-27
echolot action done "$thanks" --as $shift_leads --on 2024-07-10 \
    --evidence "Thanks given every day for six weeks by all three shift leads; the works council has seen the lists."

desk=oliver.sykes@brightwater.example
friday=$(echolot action add --department FIN-IT-SERVICE-DESK --question progress --measure progress-news-friday-line \
    --as $desk --ids)
echolot action take "$friday" --as $desk
echolot action plan "$friday" --as $desk --due 2024-07-19 --expect 0.5
echolot action start "$friday" --as $desk --on 2024-06-03
echolot action hold "$friday" --as $desk --note "The ticket system is being moved."
echolot action start "$friday" --as $desk --on 2024-06-24
echolot action done "$friday" --as $desk --on 2024-07-19 --evidence "A line every Friday to everybody who waited, four weeks."

pulse 7 2024-08-05 2024-08-16
echolot action verify "$thanks" --as $shift_leads
echolot action close "$thanks" --as $shift_leads --reason "It stays: it has become a habit."
echolot action verify "$friday" --as $desk
echolot action reopen "$friday" --as $desk --reason "One line is not what people miss; we ask them first."

# Between waves 7 and 8: the hotline, which fell in wave 5, gets rid of work nobody needs.
hotline=minh.duong@brightwater.example
stop=$(proposed SALES-SERVICE-HOTLINE workload-stop-list)
echolot action take "$stop" --as $hotline
echolot action plan "$stop" --as $hotline --due 2024-10-11 --expect 0.7
echolot action start "$stop" --as $hotline --on 2024-08-26
echolot action done "$stop" --as $hotline --on 2024-10-09 --evidence "Six reports stopped; nobody has asked for one of them."
balance=$(proposed SALES-SERVICE-HOTLINE workload-monday-balance)
echolot action cancel "$balance" --as $hotline --reason "Shifts are planned by the day here; Mondays do not help."

pulse 8 2024-11-04 2024-11-15
echolot action verify "$stop" --as $hotline

# Still to do: one is owned, one is overdue, the others wait for somebody.
listen=$(proposed SALES-SERVICE-HOTLINE being-heard-listening-round)
echolot action take "$listen" --as $hotline
echolot action plan "$listen" --as $hotline --due 2025-01-31 --expect 15
head_office=ifeanyi.okonkwo@brightwater.example
echolot action take "$(proposed BRIGHTWATER progress-news-friday-line)" --as $head_office
