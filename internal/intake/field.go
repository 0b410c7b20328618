package intake

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// The fields that are not core fields of a lead.
const (
	fieldKey       = "key"
	fieldEmail     = "email"
	fieldPhone     = "phone"
	fieldStage     = "stage"
	fieldStageAt   = "stage_at"
	fieldOutcome   = "outcome"
	fieldOutcomeAt = "outcome_at"
	fieldCreatedAt = "created_at"
	fieldClosedAt  = "closed_at"
	fieldLead      = "lead"
	fieldEvent     = "event"
	fieldAt        = "at"
	fieldDetail    = "detail"
	fieldValue     = "value"
	fieldID        = "id"
	fieldSource    = "source"
	fieldBy        = "by"
	fieldReason    = "reason"
	fieldName      = "name"
	fieldAmount    = "amount"
	fieldCurrency  = "currency"
	fieldStatus    = "status"
	fieldRawStatus = "raw_status"  // of a deal: the status as its source spells it
	fieldAssumed   = "provisional" // of a stage change: it was assumed, not reported
	fieldOwner     = "owner"
	fieldDate      = "date"
	fieldCampaign  = "campaign"
)

// field is something a column may fill.
type field struct {
	name  string
	typ   crm.Type
	names []string // headers that mean it, as words, the likeliest first
}

// leadNames are the headers by which the fields of a lead are known, seen in
// the exports of the common systems.
var leadNames = map[string][]string{
	fieldKey: {"key", "id", "record id", "lead id", "leadid", "lead key", "contact id", "record id contact", "external id",
		"customer id", "customerid", "lead pipedrive system id", "prospect id", "person id", "client id", "lead no", "lead number", "lead ref",
		"lead reference", "customer no", "customer number", "user id", "userid"},
	fieldName:    {"name", "full name", "fullname", "lead name", "contact name", "person name", "display name", "contact person"},
	"first_name": {"first name", "firstname", "given name", "person first name"},
	"last_name":  {"last name", "lastname", "surname", "family name", "person last name"},
	fieldEmail: {"email", "e mail", "email address", "e mail address", "work email", "business email", "mail", "email from",
		"person email work", "primary email", "contact email", "lead email"},
	fieldPhone: {"phone", "phone number", "telephone", "telephone number", "work phone", "business phone", "person phone",
		"mobile phone", "mobile phone number", "mobile", "tel", "cell phone"},
	"company": {"company", "company name", "organization", "organisation", "organization name", "organisation name",
		"account", "account name", "employer", "associated company"},
	"title":    {"job title", "jobtitle", "position", "job position", "title"},
	"industry": {"industry", "sector", "business sector"},
	"employees": {"employees", "number of employees", "no of employees", "numberofemployees", "employee count", "company size",
		"headcount"},
	"annual_revenue": {"annual revenue", "annualrevenue", "revenue", "yearly revenue", "turnover"},
	"country":        {"country", "country region", "country name"},
	"region":         {"region", "state", "state region", "province", "state province"},
	"city":           {"city", "town"},
	"website":        {"website", "website url", "web site", "url", "company domain name", "domain"},
	fieldSource:      {"source", "lead source", "leadsource", "original source", "original traffic source", "utm source", "lead source channel"},
	fieldCampaign:    {"campaign", "campaign name", "utm campaign"},
	fieldOwner:       {"owner", "lead owner", "contact owner", "record owner", "owner name", "assigned to"},
	fieldStage:       {"stage", "lead stage", "lifecycle stage", "lifecyclestage", "lead status", "status"},
	fieldStageAt:     {"stage at", "stage date", "stage changed at"},
	fieldOutcome:     {"outcome", "result"},
	fieldOutcomeAt:   {"outcome at", "outcome date"},
	fieldCreatedAt: {"created at", "created", "create date", "created date", "created time", "created on", "creation date",
		"date created", "create time", "add time", "date added", "optin time", "date"},
}

// foreignNames are the headers of the same fields in German, French, Spanish,
// Portuguese, Italian and Dutch, as far as they mean one thing only.
var foreignNames = map[string][]string{
	fieldKey:       {"kunden id", "kundennummer", "kunden nr", "id client", "id cliente", "klantnummer"},
	"first_name":   {"vorname", "prénom", "prenom", "primeiro nome", "voornaam"},
	"last_name":    {"nachname", "familienname", "nom de famille", "apellido", "apellidos", "sobrenome", "cognome", "achternaam"},
	fieldName:      {"nombre completo", "nome completo", "nom complet", "vollständiger name"},
	fieldEmail:     {"e mail adresse", "mailadresse", "adresse e mail", "adresse email", "courriel", "correo", "correo electrónico", "e mailadres", "emailadres"},
	fieldPhone:     {"telefon", "telefonnummer", "téléphone", "telephone portable", "teléfono", "telefone", "telefono", "telefoon", "telefoonnummer"},
	"company":      {"firma", "unternehmen", "société", "entreprise", "empresa", "azienda", "bedrijf", "bedrijfsnaam"},
	"industry":     {"branche", "secteur", "setor", "settore"},
	"employees":    {"mitarbeiter", "mitarbeiterzahl", "anzahl mitarbeiter", "número de empleados", "nombre d employés"},
	"country":      {"land", "pays", "país", "pais", "paese"},
	"region":       {"bundesland", "région", "región", "provincia"},
	"city":         {"ort", "stadt", "ville", "ciudad", "cidade", "città", "plaats"},
	"website":      {"webseite", "internetseite", "site web", "sitio web", "sito web"},
	fieldSource:    {"quelle", "lead quelle", "herkunft", "origine", "origen", "origem", "fuente", "bron"},
	fieldCampaign:  {"kampagne", "campagne", "campaña", "campanha", "campagna"},
	fieldCreatedAt: {"erstellt am", "erfasst am", "angelegt am", "erstelldatum", "date de création", "fecha de creación", "data de criação", "data creazione", "aangemaakt op"},
}

// leadFields returns the core fields of a lead and the control fields of an
// import.
func leadFields() []field {
	out := []field{{fieldKey, crm.Text, slices.Concat(leadNames[fieldKey], foreignNames[fieldKey])}}
	for _, f := range crm.CoreFields() {
		out = append(out, field{f.Name, f.Type, slices.Concat(leadNames[f.Name], foreignNames[f.Name])})
	}
	for _, f := range []field{{fieldStage, crm.Text, nil}, {fieldStageAt, crm.Time, nil}, {fieldOutcome, crm.Text, nil}, {fieldOutcomeAt, crm.Time, nil}} {
		f.names = leadNames[f.name]
		out = append(out, f)
	}
	return out
}

var activityFields = []field{
	{fieldLead, crm.Text, []string{"lead", "lead id", "leadid", "lead key", "lead email", "contact id", "contact email", "email", "email address",
		"user id", "person id"}},
	{fieldEvent, crm.Text, []string{"event", "event type", "event name", "activity", "activity type", "type", "action"}},
	{fieldAt, crm.Time, []string{"at", "timestamp", "time", "date", "datetime", "date time", "occurred at", "event time", "event date",
		"activity date", "created at"}},
	{fieldDetail, crm.Text, []string{"detail", "details", "description", "subject", "page", "url", "title"}},
	{fieldValue, crm.Number, []string{"value", "amount"}},
	{fieldID, crm.Text, []string{"id", "event id", "activity id", "message id", "record id"}},
	{fieldSource, crm.Text, []string{"source", "system"}},
}

var stageFields = []field{
	{fieldLead, crm.Text, []string{"lead", "lead id", "leadid", "lead key", "lead email", "contact id", "contact email", "email"}},
	{fieldStage, crm.Text, []string{"stage", "new stage", "to stage", "new value", "stage name", "to"}},
	{fieldAt, crm.Time, []string{"at", "timestamp", "time", "date", "changed at", "edit date", "entered at", "created date", "created at"}},
	{fieldBy, crm.Text, []string{"by", "changed by", "edited by", "user", "created by"}},
	{fieldReason, crm.Text, []string{"reason", "note", "comment"}},
	{fieldAssumed, crm.Text, []string{"provisional"}},
}

var dealFields = []field{
	{fieldLead, crm.Text, []string{"lead", "lead id", "leadid", "lead key", "lead email", "contact id", "contact email", "email",
		"associated contact ids"}},
	{fieldKey, crm.Text, []string{"key", "id", "deal id", "record id", "opportunity id", "deal key", "deal pipedrive system id"}},
	{fieldName, crm.Text, []string{"name", "deal name", "opportunity name", "deal title", "title"}},
	{fieldAmount, crm.Number, []string{"amount", "value", "deal amount", "deal value", "close value", "sum"}},
	{fieldCurrency, crm.Text, []string{"currency", "currency code", "deal currency of value"}},
	{fieldStatus, crm.Text, []string{"status", "deal status", "deal stage", "stage", "stage name"}},
	{fieldRawStatus, crm.Text, []string{"raw status"}},
	{fieldCreatedAt, crm.Time, []string{"created at", "created", "create date", "created date", "created time", "created on", "creation date",
		"date created", "deal creation date", "add time"}},
	{fieldClosedAt, crm.Time, []string{"closed at", "closed", "close date", "closed date", "closed on", "deal closed on", "closing date"}},
	{fieldOwner, crm.Text, []string{"owner", "deal owner", "opportunity owner", "sales agent", "sales rep"}},
}

var spendFields = []field{
	{fieldDate, crm.Time, []string{"date", "day", "reporting starts", "spend date", "at"}},
	{fieldSource, crm.Text, []string{"source", "channel", "platform", "utm source", "lead source", "network"}},
	{fieldCampaign, crm.Text, leadNames[fieldCampaign]},
	{fieldAmount, crm.Number, []string{"amount", "spend", "cost", "amount spent", "ad spend", "total cost"}},
	{fieldCurrency, crm.Text, []string{"currency", "currency code"}},
}

// fieldsOf returns the fields a file of that kind may fill.
func fieldsOf(kind crm.RecordKind) []field {
	switch kind {
	case crm.ActivityRecord:
		return activityFields
	case crm.StageRecord:
		return stageFields
	case crm.DealRecord:
		return dealFields
	case crm.SpendRecord:
		return spendFields
	}
	return leadFields()
}

// keepsCustom reports whether unmapped columns of the kind become custom
// fields.
func keepsCustom(kind crm.RecordKind) bool {
	return kind == crm.LeadRecord || kind == crm.DealRecord
}

// words returns a header as folded words: FirstName, first_name and
// "First Name:" are all "first name".
func words(header string) string {
	var b strings.Builder
	previous := ' '
	for _, r := range header {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			b.WriteByte(' ')
		case unicode.IsUpper(r) && unicode.IsLower(previous):
			b.WriteByte(' ')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		previous = r
	}
	return text.Fold(b.String())
}

// wrappers are the names under which web services put the fields of a record.
var wrappers = []string{"properties", "attributes", "fields", "values", "data", "record", "traits", "profile", "lead", "contact", "person", "user", "customer", "address"}

// inner returns the words of a path without the wrappers it begins with:
// properties.email is "email". It is empty for a path without any.
func inner(path string) string {
	rest := path
	for {
		first, after, ok := strings.Cut(rest, ".")
		if !ok || !slices.Contains(wrappers, text.Fold(first)) {
			break
		}
		rest = after
	}
	if rest == path {
		return ""
	}
	return words(rest)
}

// slug returns a header as a field name: letters and digits of any script in
// lower case, joined by underscores. "emp.var.rate" is emp_var_rate.
func slug(header string) string {
	lower := norm.NFKC.String(strings.ToLower(norm.NFKC.String(header)))
	s := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return ' '
	}, lower)
	if s = strings.Join(strings.Fields(s), "_"); s == "" {
		return "column"
	}
	return s
}

// dateLike reports whether a header promises times, so that numbers under it
// may be Unix times, and whether it promises days, so that they may be the
// serial days of a spreadsheet.
func dateLike(header string) (unix, serial bool) {
	w := strings.Fields(words(header))
	has := func(names ...string) bool {
		return slices.ContainsFunc(w, func(x string) bool { return slices.Contains(names, x) })
	}
	serial = has("date", "datetime") || len(w) > 0 && slices.Contains([]string{"at", "created", "updated"}, w[len(w)-1])
	return serial || has("timestamp", "time") || len(w) > 1 && w[len(w)-1] == "on", serial
}

// momentous reports whether a header names something that happens at a time
// without promising one, such as Last Login: numbers under it are times when
// all lie in our years.
func momentous(header string) bool {
	return slices.ContainsFunc(strings.Fields(words(header)), func(w string) bool {
		switch w {
		case "login", "logon", "signin", "signup", "seen", "joined", "visited", "contacted", "modified", "changed", "registered", "subscribed",
			"unsubscribed", "expires", "birthday", "birthdate":
			return true
		}
		return false
	})
}
