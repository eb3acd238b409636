import { versions } from 'node:process'
import { VERSION } from '../../base/version.ts'
import { TERM_VERSION } from '../../ir/encode.ts'
import { FLOW_VERSION } from '../../ir/encode-flow.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'

export const versionCommand = defineCommand({
  operands: [],
  options: { json: { kind: 'flag', doc: 'as JSON' } },
  details: [
    'The edition is that of the language, `ir` the format of terms and `flow` that of flows: hosts that speak the same formats decide alike.',
  ],
  examples: [{ line: 'unhardcoded version --json', doc: 'For a bug report, or a lock file:' }],
  answersJson: ({ json }) => json === true,
  async run({ options }, { stdout }) {
    const all = {
      tool: VERSION,
      edition: EDITION,
      ir: TERM_VERSION,
      flow: FLOW_VERSION,
      node: versions.node,
    }
    if (options.json) writeJson(stdout, { schema_version: 1, ...all })
    else {
      for (const [name, version] of Object.entries(all)) {
        stdout.write(`${name.padEnd(LONGEST)} ${version}\n`)
      }
    }
    return EXIT.fine
  },
})

/** The edition of the language that this version reads. */
const EDITION = 1

const LONGEST = 'edition'.length
