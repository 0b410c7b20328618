package workspace

import "testing"

func TestLikeness(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		of   func(string) string
		same [][]string // all of a group are one, no two groups are
	}{
		"companies": {companyName, [][]string{
			{"Lumen GmbH", "LUMEN gmbh", "Lumen", " lumen  GmbH & Co. KG"},
			{"Luz S.A.", "Luz SA", "Luz"},
			{"株式会社ミライ", "ミライ", "(株)ミライ", "㈱ミライ"},
			{"Acme Inc.", "ACME, Inc", "Acme Corporation", "Acme Co., Ltd."},
			{"O'Neill Ltd", "ONeill Limited", "O’Neill"},
			{"Żabka Sp. z o.o.", "Zabka sp z oo"},
			{"Müller AG", "Mueller AG", "Muller"}, {"Groß & Söhne KG", "Gross & Soehne"}, {"Miller AG"},
			{"SE"}, {"AG Solutions"}, {"Sol"},
		}},
		"e-mails": {mailbox, [][]string{
			{"Mia@Lumen.example", "mia+news@lumen.example"},
			{"mia.chen@gmail.com", "miachen+x@googlemail.com"},
			{"mia.chen@lumen.example"}, {"miachen@lumen.example"},
		}},
		"names": {func(s string) string { return personName(s, "", "") }, [][]string{
			{"Mia Chen", "Chen, Mia", "MIA  CHEN"}, {"José Álvarez", "Jose Alvarez"}, {"王小明", " 王小明 "}, {"Mia Chan"},
			{"Jürgen Groß", "Juergen Gross", "GROSS, JÜRGEN"}, {"Søren Æbelø", "Soeren Aebeloe"},
		}},
		"phones": {phoneDigits, [][]string{
			{"+49 30 1234567", "030/123 45 67", "0049301234567"}, {"030 7654321"},
		}},
	} {
		seen := map[string]int{}
		for group, spellings := range c.same {
			want := c.of(spellings[0])
			if other, taken := seen[want]; taken || want == "" {
				t.Errorf("%s: group %d is %q, as group %d", name, group, want, other)
			}
			seen[want] = group
			for _, s := range spellings {
				if got := c.of(s); got != want {
					t.Errorf("%s: %q is %q, want %q", name, s, got, want)
				}
			}
		}
	}
	for name, nothing := range map[string]string{
		"one name": personName("Mia", "", ""), "no name": personName("", "", ""), "an extension": phoneDigits("4711"),
		"no address": mailbox("mia"), "no mailbox": mailbox("+x@y.example"), "a mark": companyName("-"),
	} {
		if nothing != "" {
			t.Errorf("%s compares as %q", name, nothing)
		}
	}
	if personName("", "Mia", "Chen") != personName("Chen Mia", "", "") {
		t.Error("first and last name are not the name")
	}
}
