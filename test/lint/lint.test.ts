import { describe, expect, test } from 'vitest'
import { type LintOptions, lint } from '../../src/lint/index.ts'

/** What is said about a text: the code and the text it is said about. */
function said(text: string, options: LintOptions = {}): readonly (readonly [string, string])[] {
  return lint({ name: 'example.uh', text }, options).diagnostics.map(({ code, span }) => [
    code,
    text.slice(span.start, span.end),
  ])
}

describe('a finding that is meant to be', () => {
  const NOTHING = 'cheapest where nothing'

  test.each([
    ['on the line below', `# uh-ignore contradiction: off\n${NOTHING}\n`],
    ['by its code', `# uh-ignore UH3101: off\n${NOTHING}\n`],
    ['behind it', `${NOTHING} # uh-ignore contradiction: off\n`],
    ['under other comments', `# uh-ignore contradiction: off\n\n# why not\n${NOTHING}\n`],
    [
      'anywhere in the definition below',
      '# uh-ignore contradiction: off\npolicy a =\n  cheapest\n  where no_log\n    and nothing\n',
    ],
    ['with others', `# uh-ignore UH7001, contradiction: off\n${NOTHING} and (no_log or has_tee)\n`],
  ])('is excused %s', (_, text) => {
    expect(said(text).filter(([code]) => code === 'UH3101')).toEqual([])
  })

  test.each([
    ['two lines below', `# uh-ignore contradiction: off\npolicy b = best\npolicy a = ${NOTHING}\n`],
    ['above', `policy a = ${NOTHING}\n# uh-ignore contradiction: off\n`],
    ['under another name', `# uh-ignore unused-suppression: off\n${NOTHING}\n`],
    ['in a text that only mentions it', `## uh-ignore contradiction: off\n${NOTHING}\n`],
  ])('is not excused %s', (_, text) => {
    expect(said(text).map(([code]) => code)).toContain('UH3101')
  })

  test('is counted', () => {
    const text = `# uh-ignore contradiction: off\n${NOTHING}\n`
    expect(lint({ name: 'a.uh', text }).value?.suppressed).toBe(1)
  })

  test('can be a warning of the compiler, but not an error of the language', () => {
    expect(
      said('best where no_log or has_tee and has tools # uh-ignore UH7001: read aloud\n'),
    ).toEqual([])
    expect(said('best where qualty > 1 # uh-ignore UH1001: later\n').map(([code]) => code)).toEqual(
      ['UH1001'],
    )
  })

  test('is not missed where its rule is not asked', () => {
    expect(said('best # uh-ignore contradiction: off\n', { skip: ['contradiction'] })).toEqual([])
  })
})

describe('levels', () => {
  const text = 'cheapest where nothing\n'
  const severity = (options: LintOptions) =>
    lint({ name: 'a.uh', text }, options).diagnostics.find(({ code }) => code === 'UH3101')
      ?.severity

  test.each([
    [{}, 'error'],
    [{ levels: new Map([['contradiction', 'warning']]) }, 'warning'],
    [{ levels: new Map([['UH3101', 'info']]) }, 'info'],
    [{ levels: new Map([['all', 'info']]) }, 'info'],
    [
      {
        levels: new Map([
          ['all', 'info'],
          ['contradiction', 'error'],
        ]),
      },
      'error',
    ],
    [{ levels: new Map([['contradiction', 'off']]) }, undefined],
    [{ levels: new Map([['contradiction', 'off']]), only: ['contradiction'] }, 'error'],
    [{ skip: ['UH3101'] }, undefined],
    [{ only: ['unused-suppression'] }, undefined],
  ] as [LintOptions, string | undefined][])('%j', (options, expected) => {
    expect(severity(options)).toBe(expected)
  })
})

describe('what a file claims', () => {
  test('is proved, and refuted where it does not hold', () => {
    const text =
      'policy a = cheapest where price_out <= $5/Mtok\nprove a implies price_out <= $4/Mtok\n'
    expect(said(text).map(([code]) => code)).toEqual(['UH3201'])
    expect(said(text.replace('$4', '$5'))).toEqual([])
  })
})

test('a finding for some values of a parameter says for which', () => {
  const text = 'policy a(plan: x | y = x) = best where plan is x or nothing\n'
  const { diagnostics } = lint({ name: 'a.uh', text }, { only: ['contradiction'] })
  expect(diagnostics.map(({ notes }) => notes)).toEqual([['so it is with plan = y']])
})
