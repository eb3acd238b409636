import { describe, expect, test } from 'vitest'
import type { Diagnostic } from '../../../src/base/diagnostic.ts'
import type { Source } from '../../../src/base/source.ts'
import type { Span } from '../../../src/base/span.ts'
import { renderDiagnostics } from '../../../src/cli/report/index.ts'

const PLAIN = { color: false, width: 80 }

/** A source whose places are marked: `«…»` is the report's own, `‹label:…›` another. */
function marked(name: string, text: string) {
  const related: { span: Span; label: string }[] = []
  let plain = ''
  let span: Span = { start: 0, end: 0 }
  const open: { start: number; label: string | undefined }[] = []
  for (const part of text.split(/([«»›]|‹[^:]*:)/u)) {
    if (part === '«') open.push({ start: plain.length, label: undefined })
    else if (part.startsWith('‹')) open.push({ start: plain.length, label: part.slice(1, -1) })
    else if (part === '»' || part === '›') {
      const { start, label } = open.pop() ?? { start: 0, label: undefined }
      const found = { start, end: plain.length }
      if (label === undefined) span = found
      else related.push({ span: found, label })
    } else plain += part
  }
  return { source: { name, text: plain }, span, related }
}

interface Case extends Partial<Omit<Diagnostic, 'source' | 'span'>> {
  readonly text: string
  readonly others?: readonly Source[]
  readonly width?: number
}

function render({ text, others = [], width = 80, ...rest }: Case): string {
  const { source, span, related } = marked('acme.uh', text)
  const diagnostic: Diagnostic = {
    code: 'UH2003',
    severity: 'error',
    message: 'something is wrong here',
    ...rest,
    source: source.name,
    span,
    related: [...related, ...(rest.related ?? [])],
  }
  return renderDiagnostics([diagnostic], [source, ...others], { color: false, width })
}

const UNITS: Case = {
  text: 'uh 1\n\npolicy a = cheapest\n  where ‹duration:latency_ms› < «$5/Mtok» and quality >= 0.8\n',
  message: '`latency_ms` is a duration, but `$5/Mtok` is a price',
  label: 'price, USD per million tokens',
  help: 'did you mean `price_out < $5/Mtok`, or a duration such as `1500ms`?',
}

const LONG = `cheapest where ${'no_log or '.repeat(40)}«nolog»${' or no_log'.repeat(5000)}`

const CASES: Record<string, Case> = {
  'two-labels': UNITS,
  'narrow-screen': { ...UNITS, width: 48 },
  'labels-on-other-lines': {
    text: 'let ‹first here:cap› = $1/Mtok\n\n\n\nlet «cap» = ‹and:$2/Mtok›\n',
    label: 'again here',
    notes: ['a name is given once, so that what it means does not depend on where one reads'],
  },
  'no-label': { text: 'cheapest «whre» no_log' },
  'one-line-between': { text: '«a»\nb\n‹c:c›\n', label: 'a' },
  tabs: { text: '\tcheapest\twhere «x» < 4', label: 'unknown' },
  'wide-characters': {
    text: 'prefer provider is "‹Tokyo:東京›😀é👩‍👩‍👧" and «x»',
    label: 'after four wide ones',
  },
  'combining-characters': { text: 'where cafe\u0301 < «4»', label: 'a bare number' },
  'control-characters': {
    text: 'where "\u001b[31m\u202e" = «x\u0007»',
    message: 'no such name `x\u0007`',
    label: 'beware \u001b[2J',
  },
  'long-line': { text: LONG, label: 'unknown name' },
  'long-line-other-mark-out-of-view': {
    text: `where ‹first:a› ${'and b '.repeat(60)}«c»`,
    label: 'then',
  },
  'several-lines': {
    text: 'cheapest\nwhere «(\n  no_log or\n  has_tee\n)»\nfallback next',
    label: 'this group',
  },
  'many-lines': {
    text: `«policy a =\n${'  # more\n'.repeat(20)}  cheapest»\n`,
    label: 'this policy',
  },
  'brackets-side-by-side': {
    text: '‹one:cheapest where «(\n  no_log or›\n  has_tee\n)»',
    label: 'two',
  },
  'end-of-file': { text: 'cheapest where\n\n  # a remark\n\n«»', label: 'expected a predicate' },
  'empty-file': { text: '«»', label: 'expected a policy' },
  'line-breaks-of-other-systems': { text: 'cheapest\r\nwhere «x»\r\n', label: 'here' },
  'other-file': {
    text: 'use "./floors.uh" («floor»)',
    label: 'not in that file',
    related: [{ source: 'floors.uh', span: { start: 11, end: 17 }, label: 'this one is' }],
    others: [{ name: 'floors.uh', text: '# floors\n\nlet floors = 0.5\n' }],
  },
  'unknown-file': {
    text: 'use "./floors.uh" («floor»)',
    related: [{ source: 'gone.uh', span: { start: 1, end: 2 }, label: 'not shown' }],
  },
  'line-numbers-of-two-digits': { text: `${'\n'.repeat(8)}‹eight:a›\n\n\n«b»`, label: 'twelve' },
  fix: {
    text: 'cheapest where healthy «&&» no_log',
    help: 'predicates are joined by `and`',
    fix: {
      title: 'write `and`',
      safe: true,
      edits: [{ span: { start: 23, end: 25 }, text: 'and' }],
    },
  },
  'fix-of-a-warning': {
    text: 'cheapest where provider is «opnai»',
    severity: 'warning',
    fix: {
      title: 'write `openai`',
      safe: false,
      edits: [{ span: { start: 27, end: 32 }, text: 'openai' }],
    },
  },
  'long-first-line': {
    text: 'cheapest «where» no_log',
    message: `${'every '.repeat(22)}line fits`,
    width: 60,
  },
  'fix-over-two-lines': {
    text: 'cheapest\nwhere «(no_log\n  and has_tee)»',
    fix: {
      title: 'drop the parentheses',
      safe: false,
      edits: [
        { span: { start: 36, end: 37 }, text: '' },
        { span: { start: 15, end: 16 }, text: '' },
      ],
    },
  },
  'long-remarks': {
    text: 'cheapest «where» no_log',
    message: `a message that is ${'rather '.repeat(14)}long`,
    notes: [`one\ntwo ${'and more '.repeat(12)}`],
    help: `try ${'this, or '.repeat(12)}that`,
    width: 60,
  },
}

describe('the picture of a diagnostic', () => {
  test.each(Object.entries(CASES))('%s', async (name, each) => {
    await expect(render(each)).toMatchFileSnapshot(`../../../fixtures/cli/report/${name}.out`)
  })

  test('colours change nothing but colour', () => {
    const { source, span, related } = marked('acme.uh', UNITS.text)
    const diagnostic: Diagnostic = {
      code: 'UH2003',
      severity: 'warning',
      message: 'm',
      source: source.name,
      span,
      related,
      label: 'l',
      help: 'h',
    }
    const colored = renderDiagnostics([diagnostic], [source], { color: true, width: 80 })
    expect(colored).toContain('\u001b[')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(
      renderDiagnostics([diagnostic], [source], PLAIN),
    )
  })

  test('two diagnostics have a blank line between them, none is nothing', () => {
    const one: Diagnostic = {
      code: 'UH1001',
      severity: 'info',
      message: 'm',
      source: 'elsewhere.uh',
      span: { start: 0, end: 1 },
    }
    expect(renderDiagnostics([one, one], [], PLAIN)).toBe(
      'info[UH1001]: m\n  ┌─ elsewhere.uh\n\ninfo[UH1001]: m\n  ┌─ elsewhere.uh\n',
    )
    expect(renderDiagnostics([], [], PLAIN)).toBe('')
  })
})
