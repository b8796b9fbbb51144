/** A text for who has none at hand. */
export interface SampleText {
  readonly label: string;
  readonly text: string;
}

const ENGLISH: readonly SampleText[] = [
  {
    label: "A welcome",
    text: "Welcome! This is how your words will sound. Try another voice, move a slider, and hear the same words again.",
  },
  {
    label: "A story",
    text: "The lamp of the lighthouse had not burned for thirty years. When its beam went over the village that night, everybody came out to look, and nobody said a word.",
  },
  {
    label: "An announcement",
    text: "The 7:45 train to Oxford will leave from platform 3 at ten past eight. We are sorry for the delay of 25 minutes. Coffee is free until then!",
  },
];

const THREE_LANGUAGES: SampleText = {
  label: "Three languages",
  text: "Good morning, and welcome on board. Guten Morgen und willkommen an Bord. Buenos días y bienvenidos a bordo.",
};

/**
 * Texts to try the form with that the engine can really say: in English, and, where the vendor finds the language by itself, in
 * several. None where another language is set, since it would be wrong for all of them.
 */
export function sampleTexts({ languageCode, local }: { languageCode: string; local: boolean }): readonly SampleText[] {
  if (languageCode === "") return local ? ENGLISH : [...ENGLISH, THREE_LANGUAGES];
  return languageCode === "en" ? ENGLISH : [];
}
