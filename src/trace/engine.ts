import { VERSION } from '../base/version.ts'

/** What this version is called in traces. */
export const ENGINE = `unhardcoded/${VERSION}`
