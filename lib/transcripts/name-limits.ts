/** Ours: how long a speaker's name and a transcript's title may be. */
export const SPEAKER_NAME_MAX_LENGTH = 100;
export const TITLE_MAX_LENGTH = 200;
