-- By what further systems call a lead that they know by its e-mail: rows of
-- lead_alias whose kind is other, and the import that has brought them.
ALTER TABLE lead_alias ADD COLUMN import INTEGER NOT NULL DEFAULT 0;
