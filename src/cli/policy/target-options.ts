import { TARGETS } from '../../compile/index.ts'

/** What policies are compiled for, on the command line. */
export const TARGET_OPTIONS = {
  catalog: { kind: 'text', value: 'FILE', doc: 'the catalog whose fields and names may be used' },
  target: {
    kind: 'choice',
    choices: TARGETS,
    value: 'ENGINE',
    doc: 'the hosts that will decide: sigma-pol/v2, or core for those that know only the core fields and operations',
  },
} as const
