/** `12,345`: a whole number as people read it. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US')
}

/** `1 call`, `12,345 calls` */
export function groupedCount(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`
}
