import { STARTER_CONFIG } from './starter-config.ts'
import { STARTER_HOOK } from './starter-hook.ts'
import { STARTER_POLICY } from './starter-policy.ts'
import { STARTER_WORKFLOW } from './starter-workflow.ts'

/** A file of a starter project. */
export interface StarterFile {
  /** From the folder of the project. */
  readonly path: string
  readonly text: string
  readonly isProgram: boolean
}

/** What a starter project consists of. */
export const STARTER_FILES: readonly StarterFile[] = [
  { path: 'unhardcoded.yaml', text: STARTER_CONFIG, isProgram: false },
  { path: 'policies/support.uh', text: STARTER_POLICY, isProgram: false },
  { path: '.github/workflows/policies.yml', text: STARTER_WORKFLOW, isProgram: false },
  { path: '.githooks/pre-commit', text: STARTER_HOOK, isProgram: true },
]
