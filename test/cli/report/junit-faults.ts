import { SaxesParser } from 'saxes'

/*
 * What `junit-10.xsd` states, the schema by which the xUnit plugin of Jenkins accepts results
 * (src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd in jenkinsci/xunit-plugin). The
 * facts alone are here, as a table: every attribute is a text, unless it is a time.
 */

interface Rule {
  readonly required?: readonly string[]
  readonly optional?: readonly string[]
  /** The elements that may stand in it, in any order and number. */
  readonly holds?: readonly string[]
  readonly text?: 'allowed'
}

const OUTPUT = ['system-out', 'system-err']
const REPEATED = ['rerunFailure', 'rerunError', 'flakyFailure', 'flakyError']
const OUTCOME: Rule = { optional: ['type', 'message'], text: 'allowed' }
const RERUN: Rule = {
  required: ['type'],
  optional: ['message'],
  holds: ['stackTrace', ...OUTPUT],
  text: 'allowed',
}

const RULES: Readonly<Record<string, Rule>> = {
  testsuites: { optional: ['name', 'time', 'tests', 'failures', 'errors'], holds: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: [
      ...['group', 'time', 'skipped', 'timestamp', 'hostname'],
      ...['id', 'package', 'file', 'log', 'url'],
    ],
    holds: ['testsuite', 'properties', 'testcase', ...OUTPUT],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    holds: ['skipped', 'error', 'failure', ...REPEATED, ...OUTPUT],
  },
  failure: OUTCOME,
  error: OUTCOME,
  skipped: OUTCOME,
  properties: { holds: ['property'] },
  property: { required: ['name', 'value'] },
  'system-out': { text: 'allowed' },
  'system-err': { text: 'allowed' },
  stackTrace: { text: 'allowed' },
  ...Object.fromEntries(REPEATED.map((name) => [name, RERUN])),
}

/** Of a suite; a test has any text. */
const TIME = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/

/** What the schema finds wrong with a document; throws when it is not well-formed. */
export function junitFaults(document: string): readonly string[] {
  const faults: string[] = []
  const open: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const around = open.at(-1)
    const isAllowed =
      around === undefined ? Object.hasOwn(RULES, name) : RULES[around]?.holds?.includes(name)
    if (isAllowed !== true) faults.push(`<${name}> in ${around ?? 'the document'}`)
    faults.push(...attributeFaults(name, attributes))
    open.push(name)
  })
  parser.on('closetag', () => open.pop())
  parser.on('text', (text) => {
    const around = open.at(-1) ?? ''
    if (text.trim() !== '' && RULES[around]?.text === undefined) faults.push(`text in <${around}>`)
  })
  parser.write(document).close()
  return faults
}

function attributeFaults(
  element: string,
  attributes: Readonly<Record<string, string>>,
): readonly string[] {
  const { required = [], optional = [] } = RULES[element] ?? {}
  const missing = required.filter((name) => !Object.hasOwn(attributes, name))
  const known = new Set([...required, ...optional])
  const unknown = Object.keys(attributes).filter((name) => !known.has(name))
  const isTimed = element !== 'testcase' && attributes.time !== undefined
  return [
    ...missing.map((name) => `<${element}> without ${name}`),
    ...unknown.map((name) => `<${element}> with ${name}`),
    ...(isTimed && !TIME.test(attributes.time ?? '') ? [`<${element}> with a strange time`] : []),
  ]
}
