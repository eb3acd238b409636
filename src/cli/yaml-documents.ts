/** What reads YAML. It is loaded together, and only where a command meets such a document. */

export { loadCatalog } from '../catalog/index.ts'
export { readConfig } from './config/read-config.ts'
