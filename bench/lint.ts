import { lint } from '../src/lint/index.ts'
import { parse } from '../src/syntax/index.ts'
import { bench } from './harness.ts'

/*
 * Many small files in one process, as in a repository of policies: everything that the default set
 * of rules says about a thousand files, against nothing but reading them.
 */

const FILES = 1000

/** A file of thirty lines: two policies with what policies usually say, and what they share. */
const text = (i: number): string => `uh 1

let trusted = provider in [openai, anthropic, google]
let cap = $10/Mtok

## What support ${i} answers with.
policy support_${i}(plan: free | pro = pro, max_out: price = cap in $1/Mtok..$40/Mtok) =
  cheapest for 4k in, 800 out
  where quality >= match plan { free: 0.${50 + (i % 20)}, pro: 0.72 }
    and (plan is not pro or no_log)
    and has tools
    and context >= 128k
    and price_out <= max_out
    and trusted
  prefer provider in [openai]
  take 3
  set temperature = 0.2
  timeout 22s, first token 10s
  fallback next
    on rate_limit next, cool 30s
    on server_error retry 1 after 500ms then next
    on network_error retry 2 after 200ms, 600ms then next

policy strict_${i} extends support_${i}(plan: pro) where price_in <= $5/Mtok and tier >= marketplace

policy quick_${i} =
  fastest
  where quality >= 0.6 and (provider is groq or tok_s >= 60 tok/s)
  take 2
  fallback next
`

const sources = Array.from({ length: FILES }, (_, i) => ({ name: `${i}.uh`, text: text(i) }))

bench({
  name: 'lint',
  samples: 10,
  variants: {
    lint: () => () => sources.map((source) => lint(source)),
    parse: () => () => sources.map((source) => parse(source)),
  },
  rows: [{ what: 'lint of 1,000 files', variant: 'lint', against: 'parse', budget: 6 }],
})
