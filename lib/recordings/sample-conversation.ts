/**
 * What is said in the sample recording of the page "Speech to text": two of the local engine's voices in turns. The recording is made
 * of this by `node scripts/sample-recording.mjs`.
 */
export const SAMPLE_CONVERSATION = [
  { voice: "Rachel", text: "Good morning! Did you have a nice week in the mountains?" },
  { voice: "Eric", text: "It was cold and windy, but we could see the river from the house every morning." },
  { voice: "Rachel", text: "That sounds wonderful. I would like to go there in the summer, with the children." },
  { voice: "Eric", text: "You should. There is a small market in the village, and they sell the best bread in the country." },
  { voice: "Rachel", text: "I think we can come in the second week of August." },
  { voice: "Eric", text: "Good. You can stay with us, and we will walk down to the lake together." },
] as const;
