-- names the wave and the share of its blocks (number modulo shares) that the COPY of this transaction means
SELECT set_config('echolot.wave', $1::integer::text, true),
       set_config('echolot.share', $2::integer::text, true),
       set_config('echolot.shares', $3::integer::text, true)
