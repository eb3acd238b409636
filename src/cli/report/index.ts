export { compactDiagnostics } from './compact-diagnostics.ts'
export { diagnosticsJson } from './diagnostic-json.ts'
export { renderDiagnostics } from './render-diagnostics.ts'
