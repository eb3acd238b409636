export { compactDiagnostics } from './compact-diagnostics.ts'
export { type DiagnosticJson, diagnosticsJson } from './diagnostic-json.ts'
export { type ReportOptions, renderDiagnostics } from './render-diagnostics.ts'
