import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../src/compile/index.ts'
import { format, tokenize } from '../../src/syntax/index.ts'
import { runs } from '../runs.ts'
import { conditionArbitrary, scoreArbitrary } from './policy-text.ts'

const clauseArbitrary = fc.oneof(
  conditionArbitrary.map((condition) => `where ${condition}`),
  conditionArbitrary.map((condition) => `prefer ${condition}`),
  conditionArbitrary.map((condition) => `when ${condition}: { set a = 1 set b = 2 }`),
  fc.constantFrom(
    ...['take 3', 'timeout 22s, first token 10s', 'sample 0.5', 'set temperature = 0.2'],
    ...['limit temperature to 0..1', 'filter text [NFKC, { n: 1 }]', 'seed seed from request'],
    ...['fallback next', 'on rate_limit retry 2 after 1s, 2s then next, cool 30s'],
    ...['on server_error same model elsewhere', 'on auth_error disable provider'],
    'where term ["and", ["is", "no_log"], ["cmp", "context", "ge", 128000], ["has_cap", "tools"]]',
    'where quality >= cap and provider in [openai, "together-ai", anthropic, google, groq]',
  ),
)

const bodyArbitrary = fc
  .tuple(scoreArbitrary, fc.uniqueArray(clauseArbitrary, { maxLength: 5, selector: firstWords }))
  .map(([score, clauses]) => [`rank by ${score}`, ...clauses].join(' '))

/** Of two clauses that are about the same, an error is right to say that one is too many. */
function firstWords(clause: string): string {
  return clause.startsWith('where') ? clause : clause.split(' ').slice(0, 2).join(' ')
}

/** A file of every kind of item. */
const fileArbitrary = fc
  .tuple(bodyArbitrary, bodyArbitrary, conditionArbitrary, conditionArbitrary)
  .map(([parent, child, definition, claim]) =>
    [
      `uh 1 let cap = 0.8 let d = ${definition}`,
      `policy p(plan: free | pro = pro, n: ratio = cap in 0..1) = ${parent}`,
      `where quality >= match plan { free: 0.5, pro: n } and (d or no_log)`,
      `policy q extends p(plan: free) ${child}`,
      `flow f = draft = ask p "Answer." with input`,
      `last = ask q(n: 0.9) "Judge." with input, draft template "$1: $2" return last`,
      `prove q implies ${claim} or quality >= 0`,
      `test "works" on "catalog.yaml" for x in [free, pro], n in [0.1, cap] = p(plan: x, n: n) picks "a/b" q rejects "a/c" because no_log`,
    ].join(' '),
  )

const gapArbitrary = fc.constantFrom(
  ...[' ', '  ', '\n', '\r\n', '\n\n\n', '\t', '\r'],
  ...[' # one\n', '\n# two\n', '#three  \r\n', '\n\n## four\n\n', '\n  # five\n', '###\n'],
)

/** The text with other white space and comments between its tokens. */
function airy(text: string, gaps: fc.Stream<string>): string {
  const { tokens } = tokenize({ name: 'dense', text })
  const out: string[] = []
  let end = 0
  for (const { startOffset, image } of tokens) {
    const isGap = startOffset > end && startOffset % 3 === 0
    out.push(isGap ? (gaps.next().value ?? ' ') : text.slice(end, startOffset), image)
    end = startOffset + image.length
  }
  return out.join('')
}

function fingerprints(text: string): unknown {
  const { value, diagnostics } = compile({ name: 'a.uh', text })
  if (value === undefined) throw new Error(JSON.stringify(diagnostics, undefined, 1))
  return [...value.policies, ...value.flows].map(({ name, fingerprint }) => [name, fingerprint])
}

function comments(text: string): readonly string[] {
  return tokenize({ name: 'a.uh', text }).comments.map(({ image }) => image.trimEnd())
}

test('formatting keeps every fingerprint and every comment, in order', () => {
  fc.assert(
    fc.property(fileArbitrary, fc.infiniteStream(gapArbitrary), (dense, gaps) => {
      const text = airy(dense, gaps)
      const { value: once = '' } = format({ name: 'a.uh', text })
      expect(fingerprints(once)).toEqual(fingerprints(dense))
      expect(comments(once)).toEqual(comments(text))
      expect(format({ name: 'a.uh', text: once }).value).toBe(once)
    }),
    runs(80),
  )
})
