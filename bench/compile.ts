import { createHash } from 'node:crypto'
import { compile } from '../src/compile/index.ts'
import { parse } from '../src/syntax/index.ts'
import { bench } from './harness.ts'

/*
 * From text to fingerprint, warm, against what a host does with the same policy as data: parse the
 * JSON and hash it. And the parser alone over a large file, against `JSON.parse` of as much JSON.
 */

const POLICY = `policy support(plan: free | pro = pro) =
  cheapest for 4k in, 800 out
  where quality >= match plan { free: 0.60, pro: 0.72 }
    and has tools and context >= 128k and price_out <= $10/Mtok
    and provider in [openai, anthropic, google]
  prefer provider in [openai]
  take 3
  set temperature = 0.2
  timeout 22s, first token 10s
  fallback next on rate_limit next, cool 30s
`

const MEGABYTE = 1_000_000

const { value } = compile({ name: 'support.uh', text: POLICY })
const [policy] = value?.policies ?? []
if (policy === undefined) throw new Error('the policy does not compile')
const json = JSON.stringify(policy.policy_ir)

const file = repeated((i) => POLICY.replace('support', `support_${i}`))
const document = `[${repeated(() => `${json},`).slice(0, -1)}]`

bench({
  name: 'compile',
  samples: 30,
  variants: {
    compile: () => () => compile({ name: 'support.uh', text: POLICY }),
    'JSON and hash': () => () => [
      JSON.parse(json),
      createHash('sha256').update(json).digest('hex'),
    ],
    parse: () => () => parse({ name: 'large.uh', text: file }),
    'JSON.parse': () => () => JSON.parse(document),
  },
  rows: [
    {
      what: `compile of ${POLICY.length} bytes`,
      variant: 'compile',
      against: 'JSON and hash',
      budget: 20,
    },
    { what: 'parse of 1 MB', variant: 'parse', against: 'JSON.parse', budget: 8 },
  ],
})

function repeated(part: (index: number) => string): string {
  let text = ''
  for (let i = 0; text.length < MEGABYTE; i++) text += part(i)
  return text
}
