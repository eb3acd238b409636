import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'

const path = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
)
// Nothing but these two members tells the draft that the schema is written in from later ones.
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, 'utf8'))

const validate = new Ajv({
  strict: false,
  allErrors: true,
  // One of its patterns has a bracket too many.
  unicodeRegExp: false,
  formats: {
    uri: /^[a-z][a-z0-9+.-]*:[\w.~!$&'()*+,;=:@/?#[\]%-]*$/i,
    'uri-reference': /^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9a-f]{2})*$/i,
    'date-time': true,
  },
}).compile(schema)

/** What the published schema of SARIF 2.1.0 finds wrong with a document. */
export function sarifFaults(document: unknown): readonly string[] {
  validate(document)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
