-- How letters to a person are printed: "large", for whoever asked for it; missing for as everybody's.
ALTER TABLE person ADD COLUMN print text;
