/** `sha256:447e2e64d151`: enough to see that two differ. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 'sha256:'.length + 12)
}
