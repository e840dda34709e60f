/** How long sessions last that no role bounds, in seconds, unless asked otherwise. */
export const TWELVE_HOURS = 43_200;

const ONE_HOUR = 3600;

/** The root's credentials last an hour at most, whatever it asks for. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export function limitForRoot(seconds: number, callerArn: string): number {
  return callerArn.endsWith(":root") ? Math.min(seconds, ONE_HOUR) : seconds;
}
