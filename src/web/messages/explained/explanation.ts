/** What a message means, and what to do about it. */
type Explanation = readonly [happened: string, todo: string];
/** By the name of the message. */
export type Explanations = Readonly<Record<string, Explanation>>;
