package intake_test

import (
	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

var hubspotCases = []exportCase{
	{name: "hubspot contacts", format: "hubspot-contacts", system: "hubspot", kind: crm.LeadRecord, text: `
Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Lifecycle Stage,Create Date,Associated Company,Job Title,Original Source
101,Ann,Lee,ann@north.example,+1 555 0101,Kim Roe,Connected,Marketing Qualified Lead,2026-01-05 09:30,North Ltd,CFO,Organic Search
102,Bea,Moor,bea@south.example,,Kim Roe,,salesqualifiedlead,2026-01-06 11:00,South Ltd,,Direct Traffic
103,Cem,Kaya,cem@east.example,,,,Distributor,2026-01-07 11:00,,,
`, fields: "key email owner stage hubspot_status company title source lead_status created_at", want: []string{
		"101|ann@north.example|Kim Roe|mql||North Ltd|CFO|Organic Search|Connected|2026-01-05T09:30:00",
		"102|bea@south.example|Kim Roe|sql||South Ltd||Direct Traffic||2026-01-06T11:00:00",
		"103|cem@east.example|||Distributor|||||2026-01-07T11:00:00"}, note: `no stage here: "Distributor" (1)`},
	{name: "hubspot contacts by lead status", format: "hubspot-contacts", system: "hubspot", kind: crm.LeadRecord, text: `
Record ID,First Name,Last Name,Email,Contact owner,Lead Status,Lifecycle Stage
101,Ann,Lee,ann@north.example,Kim Roe,IN_PROGRESS,
102,Bea,Moor,bea@south.example,Kim Roe,Bad timing,
103,Cem,Kaya,cem@east.example,Kim Roe,Ghosted,
`, fields: "key stage hubspot_status", want: []string{"101|sal|", "102|recycled|", "103||Ghosted"}, note: `--stage "Ghosted=lead"`},
	{name: "hubspot lifecycle dates", format: "hubspot-contact-stages", system: "hubspot", kind: crm.StageRecord, options: intake.Options{As: crm.StageRecord}, text: `
Record ID,First Name,Last Name,Email,Contact owner,Became a Lead Date,Became a Marketing Qualified Lead Date,Became an Opportunity Date,"Date entered ""Customer (Lifecycle Stage Pipeline)"""
101,Ann,Lee,ann@north.example,Kim Roe,2026-01-05 09:30,2026-01-15 09:30,,
102,Bea,Moor,bea@south.example,Kim Roe,,,,
103,Cem,Kaya,cem@east.example,Kim Roe,2026-02-05,2026-02-01,2026-03-01,2026-04-01
`, fields: "lead stage at", ignored: 1, want: []string{"101|lead|2026-01-05T09:30:00", "101|mql|2026-01-15T09:30:00",
		"103|mql|2026-02-01", "103|lead|2026-02-05", "103|opportunity|2026-03-01", "103|customer|2026-04-01"}},
	{name: "hubspot companies", format: "hubspot-companies", system: "hubspot-companies", kind: crm.LeadRecord, text: `
Record ID,Company name,Company owner,Company Domain Name,Create Date,Phone Number,City,Country/Region,Industry,Annual Revenue,Number of Employees
9001,North Ltd,Kim Roe,north.example,2026-01-05 09:30,+1 555 0101,Ottawa,Canada,Software,1500000,120
`, fields: "key company owner website country industry annual_revenue employees created_at", want: []string{
		"9001|North Ltd|Kim Roe|north.example|Canada|Software|1500000|120|2026-01-05T09:30:00"}},
	{name: "hubspot deals", format: "hubspot-deals", system: "hubspot", kind: crm.DealRecord, text: hubspotDeals,
		fields: "key lead name amount status raw created_at closed_at expected_close owner", want: []string{
			"77|101|North rollout|12500|won|Closed Won|2026-01-05T09:30:00|2026-02-10T10:00:00||Kim Roe",
			"78||South trial|900|open|Demo|2026-01-06T11:00:00||2026-05-31T10:00:00Z|Kim Roe",
			"79|103|East|0|lost|closedlost|2026-01-07T11:00:00|2026-02-20T10:00:00||"}, note: `neither won nor lost: "Demo" (1). Their deals are taken as open`},
	{name: "hubspot deals tell of their history", format: "hubspot-deals", system: "hubspot", kind: crm.DealRecord, options: intake.Options{As: crm.DealRecord},
		text: hubspotDeals, fields: "key status", want: []string{"77|won", "78|open", "79|lost"}, note: "5 columns say when a stage was entered"},
	{name: "hubspot stages nobody has named", format: "hubspot-deal-stages", system: "hubspot", kind: crm.StageRecord,
		options: intake.Options{As: crm.StageRecord, Stage: map[string]string{"Closed Lost": ""}}, text: hubspotDeals, fields: "lead stage at",
		want: []string{"101|opportunity|2026-01-20", "101|customer|2026-02-10T10:00:00"}, ignored: 1,
		rejects: []string{"Associated Contact IDs has no lead"}, note: `"Demo" is no stage here; --stage "Demo=lead" says which it is`},
	{name: "hubspot stages of deals", format: "hubspot-deal-stages", system: "hubspot", kind: crm.StageRecord,
		options: intake.Options{As: crm.StageRecord, Stage: map[string]string{"Demo": "sql"}}, text: hubspotDeals, fields: "lead stage at",
		want:    []string{"101|sql|2026-01-08", "101|opportunity|2026-01-20", "101|customer|2026-02-10T10:00:00", "103|lost|2026-02-20T10:00:00"},
		rejects: []string{"Associated Contact IDs has no lead"}},
	{name: "hubspot activities", format: "hubspot-activities", system: "hubspot", kind: crm.ActivityRecord, text: `
Record ID,Activity type,Title,Body,Activity date,Activity assigned to,Associated Contact IDs,Associated Company IDs,Associated Deal IDs
5001,Email click,Spring news,,2026-02-03 10:00,,101,9001,
5002,Meeting,,Intro call,2026-02-04 15:00,Kim Roe,101;102,,77
5003,Call,Ring,,2026-02-05 15:00,Kim Roe,,9001,
`, fields: "lead event at detail id source", want: []string{"101|email_click|2026-02-03T10:00:00|Spring news|5001|hubspot",
		"101|meeting|2026-02-04T15:00:00|Intro call|5002|hubspot", "102|meeting|2026-02-04T15:00:00|Intro call|5002/102|hubspot"},
		rejects: []string{"Associated Contact IDs has no lead"}},
}

const hubspotDeals = `Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Contact IDs,"Date entered ""Demo (Sales Pipeline)""","Date exited ""Demo (Sales Pipeline)""","Date entered ""Contract Sent (Sales Pipeline)""","Date entered ""Presentation Scheduled (Sales Pipeline)""","Date entered ""Closed Won (Sales Pipeline)""","Date entered ""Closed Lost (Sales Pipeline)"""
77,North rollout,Sales Pipeline,Closed Won,12500,2026-02-10 10:00,2026-01-05 09:30,Kim Roe,101;102,2026-01-08,2026-01-20,2026-01-25,2026-01-20,2026-02-10 10:00,
78,South trial,Sales Pipeline,Demo,900,2026-05-31 10:00,2026-01-06 11:00,Kim Roe,,2026-01-09,,,,,
79,East,Sales Pipeline,closedlost,,2026-02-20 10:00,2026-01-07 11:00,,103,,,,,,2026-02-20 10:00
`

var salesforceCases = []exportCase{
	{name: "salesforce leads", format: "salesforce-leads", system: "salesforce", kind: crm.LeadRecord, text: `
"Id","IsDeleted","MasterRecordId","FirstName","LastName","Title","Company","State","Country","Phone","MobilePhone","Email","LeadSource","Status","AnnualRevenue","NumberOfEmployees","OwnerId","IsConverted","CreatedDate"
"00Q5e00000AbCdEEAV","false","000000000000000AAA","Ann","Lee","CFO","North Ltd","Ontario","Canada","","+1 555 0101","ann@north.example","Web","Working - Contacted","1500000.0","120","0055e000001XYZAAA2","false","2026-01-05T09:30:00.000+0000"
"00Q5e00000AbCdFEAV","true","000000000000000AAA","Bea","Moor","Buyer","South Ltd","","","","","bea@south.example","Web","Unqualified","","","","false","2026-01-06T11:00:00.000+0000"
"00Q5e00000AbCdGEAV","false","000000000000000AAA","Cem","Kaya","","East AG","","","","","cem@east.example","Trade Show","Parked","","","","true","2026-01-07T11:00:00.000+0000"
`, fields: "key company phone source stage salesforce_status employees masterrecordid created_at", ignored: 1, want: []string{
		"00Q5e00000AbCdEEAV|North Ltd|+1 555 0101|Web|sal||120||2026-01-05T09:30:00",
		"00Q5e00000AbCdGEAV|East AG||Trade Show||Parked|||2026-01-07T11:00:00"}, note: `1 row is left out: its "IsDeleted" is 1 or true`},
	{name: "salesforce report on leads", format: "salesforce-lead-report", system: "salesforce", kind: crm.LeadRecord, text: `
"Lead ID","First Name","Last Name","Title","Company / Account","Email","Lead Source","Lead Status","Lead Owner","State/Province","Create Date"
"00Q5e00000AbCdE","Ann","Lee","CFO","North Ltd","ann@north.example","Web","Qualified","Kim Roe","Ontario","1/25/2026"
"00Q5e00000AbCdF","Bea","Moor","","South Ltd","bea@south.example","Web","Nurturing","Kim Roe","","1/6/2026"

"Grand Totals (2 records)"
"Confidential Information - Do Not Distribute"
"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
`, fields: "key company owner source stage region title created_at", want: []string{"00Q5e00000AbCdEEAV|North Ltd|Kim Roe|Web|sql|Ontario|CFO|2026-01-25",
		"00Q5e00000AbCdFEAV|South Ltd|Kim Roe|Web|recycled|||2026-01-06"}, rejects: []string{" is a total or a footer of the report, not data",
		" is a total or a footer of the report, not data", " is a total or a footer of the report, not data"}},
	{name: "salesforce history of leads", format: "salesforce-lead-history", system: "salesforce", kind: crm.StageRecord, text: `
Id,IsDeleted,LeadId,CreatedById,CreatedDate,DataType,Field,OldValue,NewValue
017A,false,00Q5e00000AbCdEEAV,0055e,2026-01-05T09:30:00.000Z,Text,created,,
017B,false,00Q5e00000AbCdEEAV,0055e,2026-01-06T09:30:00.000Z,Text,Status,Open - Not Contacted,Working - Contacted
017C,false,00Q5e00000AbCdEEAV,0055e,2026-01-07T09:30:00.000Z,Text,Title,Buyer,CFO
017D,false,00Q5e00000AbCdEEAV,0055e,2026-01-08T09:30:00.000Z,Text,Status,Working - Contacted,Closed - Not Converted
`, fields: "lead stage at by", ignored: 2, want: []string{"00Q5e00000AbCdEEAV|sal|2026-01-06T09:30:00|", "00Q5e00000AbCdEEAV|disqualified|2026-01-08T09:30:00|"},
		note: `2 rows are left out: their "Field" is not status`},
	{name: "salesforce report on the history of leads", format: "salesforce-lead-history-report", system: "salesforce", kind: crm.StageRecord, text: `
Lead ID,Lead Owner,Edit Date,Field / Event,Old Value,New Value,Edited By
00Q5e00000AbCdE,Kim Roe,1/25/2026 9:30 AM,Lead Status,New,Contacted,Kim Roe
00Q5e00000AbCdE,Kim Roe,1/6/2026 9:30 AM,Created.,,,Kim Roe
`, fields: "lead stage at by", ignored: 1, want: []string{"00Q5e00000AbCdEEAV|sal|2026-01-25T09:30:00|Kim Roe"}},
	{name: "salesforce history of opportunities", format: "salesforce-opportunity-history", system: "salesforce", kind: crm.StageRecord, text: `
Id,OpportunityId,ContactId,CreatedById,CreatedDate,StageName,Amount,CloseDate,Probability,ForecastCategory,SystemModstamp,IsDeleted
008A,0065e00000AbCdEAAV,0035e00000AbCdEAAV,0055e,2026-01-05T09:30:00.000Z,Prospecting,100,2026-03-01,10,Pipeline,2026-01-05T09:30:00.000Z,false
008B,0065e00000AbCdEAAV,0035e00000AbCdEAAV,0055e,2026-02-05T09:30:00.000Z,Closed Won,100,2026-02-05,100,Closed,2026-02-05T09:30:00.000Z,false
008C,0065e00000AbCdFAAV,,0055e,2026-02-06T09:30:00.000Z,Closed Lost,100,2026-02-05,0,Omitted,2026-02-05T09:30:00.000Z,false
`, fields: "lead stage at", want: []string{"0035e00000AbCdEAAV|opportunity|2026-01-05T09:30:00", "0035e00000AbCdEAAV|customer|2026-02-05T09:30:00",
		"0065e00000AbCdFAAV|lost|2026-02-06T09:30:00"}, note: "The rows name opportunities"},
	{name: "salesforce opportunities", format: "salesforce-opportunities", system: "salesforce", kind: crm.DealRecord, text: `
Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,IsClosed,IsWon,OwnerId,CreatedDate,ContactId
0065e00000AbCdEAAV,false,0015e,North rollout,Closed Won,12500.0,2026-02-10,true,true,0055e,2026-01-05T09:30:00.000Z,0035e00000AbCdEAAV
0065e00000AbCdFAAV,false,0015e,South trial,Prospecting,,2026-06-10,false,false,0055e,2026-01-06T09:30:00.000Z,000000000000000AAA
`, fields: "key lead name amount status closed_at expected_close created_at", want: []string{
		"0065e00000AbCdEAAV|0035e00000AbCdEAAV|North rollout|12500|won|2026-02-10||2026-01-05T09:30:00",
		"0065e00000AbCdFAAV||South trial|0|open||2026-06-10|2026-01-06T09:30:00"}},
	{name: "salesforce report on opportunities", format: "salesforce-opportunity-report", system: "salesforce", kind: crm.DealRecord, text: `
Opportunity Owner,Account Name,Opportunity Name,Opportunity ID,Stage,Fiscal Period,Amount,Probability (%),Close Date,Created Date
Kim Roe,North Ltd,North rollout,0065e00000AbCdE,Closed Lost,Q1-2026,"$12,500.00",0,2/25/2026,1/5/2026
`, fields: "key name amount currency status closed_at created_at owner account_name", want: []string{"0065e00000AbCdEAAV|North rollout|12500|USD|lost|2026-02-25|2026-01-05|Kim Roe|North Ltd"}},
	{name: "account engagement prospects", format: "account-engagement-prospects", system: "account-engagement", kind: crm.LeadRecord, text: `
Prospect Id,First Name,Last Name,Email,Company,Job Title,State,Source,Campaign,Score,Grade,Assigned User,Opted Out,Last Activity At,Created Date
501,Ann,Lee,ann@north.example,North Ltd,CFO,Ontario,Web,Spring,85,B+,Kim Roe,false,2026-02-03 10:00:00,2026-01-05 09:30:00
`, fields: "key email company title region source campaign owner score grade opted_out created_at", want: []string{
		"501|ann@north.example|North Ltd|CFO|Ontario|Web|Spring|Kim Roe|85|B+|false|2026-01-05T09:30:00"}},
}

var otherCases = []exportCase{
	{name: "an export as JSON", format: "zoho-contacts", system: "zoho", kind: crm.LeadRecord, text: `
[{"Record Id":"zcrm_4001","Contact Owner":"Kim Roe","Last Name":"Lee","Account Name":"North Ltd","Created Time":"2026-01-05 09:30:00","Email":"ann@north.example"}]
`, fields: "key owner company email", want: []string{"zcrm_4001|Kim Roe|North Ltd|ann@north.example"}},
	{name: "zoho leads", format: "zoho-leads", system: "zoho", kind: crm.LeadRecord, text: `
Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Email,Phone,Mobile,Lead Source,Lead Status,Created Time,Modified Time,Lead Name,State
zcrm_3001,zcrm_991,Kim Roe,North Ltd,Ann,Lee,ann@north.example,,+1 555 0101,Web,Attempted to Contact,2026-01-05 09:30:00,2026-01-05 09:30:00,Ann Lee,Ontario
zcrm_3002,zcrm_991,Kim Roe,South Ltd,Bea,Moor,bea@south.example,030 1,,-None-,-None-,2026-01-06 11:00:00,2026-01-06 11:00:00,Bea Moor,
zcrm_3003,zcrm_991,Kim Roe,East AG,Cem,Kaya,cem@east.example,,,Web,Waiting,2026-01-07 11:00:00,2026-01-07 11:00:00,Cem Kaya,
`, fields: "key name owner company phone source stage zoho_status region created_at", want: []string{
		"zcrm_3001|Ann Lee|Kim Roe|North Ltd|+1 555 0101|Web|sal||Ontario|2026-01-05T09:30:00", "zcrm_3002|Bea Moor|Kim Roe|South Ltd|030 1|||||2026-01-06T11:00:00",
		"zcrm_3003|Cem Kaya|Kim Roe|East AG||Web||Waiting||2026-01-07T11:00:00"}},
	{name: "zoho contacts", format: "zoho-contacts", system: "zoho", kind: crm.LeadRecord, text: `
Record Id,Contact Owner.id,Contact Owner,Lead Source,First Name,Last Name,Account Name.id,Account Name,Email,Created Time,Modified Time,Mailing City
zcrm_4001,zcrm_991,Kim Roe,Web,Ann,Lee,zcrm_5,North Ltd,ann@north.example,2026-01-05 09:30:00,2026-01-05 09:30:00,Ottawa
`, fields: "key owner company email source city", want: []string{"zcrm_4001|Kim Roe|North Ltd|ann@north.example|Web|Ottawa"}},
	{name: "zoho deals", format: "zoho-deals", system: "zoho", kind: crm.DealRecord, text: `
Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name,Stage,Contact Name.id,Contact Name,Created Time
zcrm_6001,zcrm_991,Kim Roe,12500,North rollout,2026-02-10,North Ltd,Closed Won,zcrm_4001,Ann Lee,2026-01-05 09:30:00
zcrm_6002,zcrm_991,Kim Roe,900,South trial,2026-05-10,South Ltd,Needs Analysis,,,2026-01-06 09:30:00
zcrm_6003,zcrm_991,Kim Roe,700,East,2026-02-11,East AG,Closed Lost to Competition,,,2026-01-07 09:30:00
`, fields: "key lead name amount status closed_at owner account_name", want: []string{"zcrm_6001|zcrm_4001|North rollout|12500|won|2026-02-10|Kim Roe|North Ltd",
		"zcrm_6002||South trial|900|open||Kim Roe|South Ltd", "zcrm_6003||East|700|lost|2026-02-11|Kim Roe|East AG"}},
	{name: "zoho calls", format: "zoho-calls", system: "zoho", kind: crm.ActivityRecord, text: `
Record Id,Call Type,Contact Name.id,Related To.id,Subject,Call Start Time,Call Duration (in seconds),Call Owner.id
zcrm_7001,Inbound,,zcrm_3001,Access question,2026-05-05 14:00:00,120,zcrm_991
zcrm_7002,Missed,zcrm_4001,,Missed call,2026-05-06 09:00:00,0,zcrm_991
`, fields: "lead event at detail value id source", want: []string{"zcrm_3001|inbound_call|2026-05-05T14:00:00|Access question|120|zcrm_7001|zoho",
		"zcrm_4001|missed_call|2026-05-06T09:00:00|Missed call|0|zcrm_7002|zoho"}},
	{name: "zoho notes", format: "zoho-notes", system: "zoho", kind: crm.ActivityRecord, text: `
Record Id,Associated_Id,Created By,Created Time,Note Content,Note Owner,Note Title,Parent ID.id,Parent ID
zcrm_8001,,Kim Roe,2026-05-05 14:00:00,Wants a quote,Kim Roe,,zcrm_3001,Ann Lee
zcrm_8002,,Kim Roe,2026-05-06 14:00:00,Long text,Kim Roe,Price,zcrm_3002,Bea Moor
`, fields: "lead event at detail id", want: []string{"zcrm_3001|note|2026-05-05T14:00:00|Wants a quote|zcrm_8001", "zcrm_3002|note|2026-05-06T14:00:00|Price|zcrm_8002"}},
	{name: "pipedrive leads", format: "pipedrive-leads", system: "pipedrive", kind: crm.LeadRecord, text: `
Lead - Title,Lead - Labels,Contact person,Organization,Lead - Owner,Lead - Source channel,Lead - Source channel ID,Lead - Pipedrive System ID
North lead,Hot,Ann Lee,North Ltd,Kim Roe,Live chat,12,9f0c-1
`, fields: "key name company owner source lead_title lead_labels", want: []string{"9f0c-1|Ann Lee|North Ltd|Kim Roe|Live chat|North lead|Hot"}},
	{name: "pipedrive people", format: "pipedrive-people", system: "pipedrive", kind: crm.LeadRecord, text: `
Person - Name,Person - Labels,Person - Organization,Person - Email - Work,Person - Email - Home,Person - Phone - Work,Person - Phone - Mobile,Person - Owner,Person - ID,Person - Person created
Ann Lee,Customer,North Ltd,ann@north.example,ann@home.example,,+1 555 0101,Kim Roe,31,2026-01-05 09:30:00
Bea Moor,,South Ltd,,bea@home.example,030 1,,Kim Roe,32,2026-01-06 09:30:00
`, fields: "key name company email phone owner person_email_home created_at", want: []string{
		"31|Ann Lee|North Ltd|ann@north.example|+1 555 0101|Kim Roe|ann@home.example|2026-01-05T09:30:00",
		"32|Bea Moor|South Ltd|bea@home.example|030 1|Kim Roe|bea@home.example|2026-01-06T09:30:00"}},
	{name: "pipedrive template", format: "pipedrive-people", system: "pipedrive", kind: crm.LeadRecord, text: `
Person - Name*,Person - Phone,Person - Email (Work),Organization - Name*,Deal - Title,Deal - Value,Activity - Subject*
Ann Lee,+1 555 0101,ann@north.example,North Ltd,North rollout,12500,Call
`, fields: "key name phone email company deal_title deal_value", want: []string{"ann@north.example|Ann Lee|+1 555 0101|ann@north.example|North Ltd|North rollout|12500"}},
	{name: "our activities", format: "smarketing-activities", kind: crm.ActivityRecord, text: `
lead,event,at,detail,value,id,source
c-1,page_view,2026-01-05T09:30:00Z,/pricing,,a1,web
`, fields: "lead event at detail id source", want: []string{"c-1|page_view|2026-01-05T09:30:00|/pricing|a1|web"}},
	{name: "our stage changes", format: "smarketing-stages", kind: crm.StageRecord, text: `
lead,stage,at,by,reason,provisional
c-1,lead,2026-01-05T09:30:00Z,,,true
c-1,mql,2026-01-06T09:30:00Z,Kim Roe,called,false
`, fields: "lead stage at by", ignored: 1, want: []string{"c-1|mql|2026-01-06T09:30:00|Kim Roe"}},
	{name: "our deals", format: "smarketing-deals", kind: crm.DealRecord, text: `
lead,key,name,amount,currency,status,raw_status,created_at,closed_at,owner
c-1,o-1,North rollout,12500,EUR,won,Signed,2026-01-05T09:30:00Z,2026-02-05T09:30:00Z,Kim Roe
`, fields: "lead key name amount currency status closed_at owner", want: []string{"c-1|o-1|North rollout|12500|EUR|won|2026-02-05T09:30:00|Kim Roe"}},
	{name: "pipedrive deals", format: "pipedrive-deals", system: "pipedrive", kind: crm.DealRecord, text: `
Deal - Title,Deal - Value,Organization,Contact person,Deal - Owner,Deal - Stage (pipeline),Deal - Currency of value,Deal - Creation date,Deal - Closed on,Deal - Status,Deal - Pipedrive System ID,Person - Email - Work
North rollout,"12,500.00",North Ltd,Ann Lee,Kim Roe,Proposal,CAD,2026-01-05,2026-02-10,Won,77,ann@north.example
South trial,900,South Ltd,Bea Moor,Kim Roe,Contact,CAD,2026-01-06,,Open,78,
Gone,100,,,Kim Roe,Contact,CAD,2026-01-06,,Deleted,79,
`, fields: "key lead name amount currency status closed_at owner organization", ignored: 1, want: []string{
		"77|ann@north.example|North rollout|12500|CAD|won|2026-02-10|Kim Roe|North Ltd", "78||South trial|900|CAD|open||Kim Roe|South Ltd"}},
	{name: "mautic contacts", format: "mautic-contacts", system: "mautic", kind: crm.LeadRecord, text: `
points,title,firstname,lastname,company,position,email,phone,mobile,address1,city,state,zipcode,country,website,stage
12,Mrs,Ann,Lee,North Ltd,CFO,ann@north.example,,+1 555 0101,1 Road,Ottawa,Ontario,K1A,Canada,north.example,Opportunity
`, fields: "key title salutation phone region stage points", want: []string{"ann@north.example|CFO|Mrs|+1 555 0101|Ontario|opportunity|12"}},
	{name: "odoo leads", format: "odoo-leads", system: "odoo", kind: crm.LeadRecord, text: `
id,name,type,contact_name,partner_id,email_from,phone,stage_id,expected_revenue,probability,user_id,create_date
__export__.crm_lead_12,North rollout,opportunity,,"North Ltd, Ann Lee",ann@north.example,030 1,Proposition,12500.0,40.0,Kim Roe,2026-01-05 09:30:00
`, fields: "key name opportunity email stage owner expected_revenue created_at", want: []string{
		"__export__.crm_lead_12|North Ltd, Ann Lee|North rollout|ann@north.example|opportunity|Kim Roe|12500|2026-01-05T09:30:00"}},
	{name: "odoo leads with labels", format: "odoo-leads-labels", system: "odoo", kind: crm.LeadRecord, text: `
External ID,Opportunity,Contact Name,Company Name,Email,Salesperson,Sales Team,Stage,Expected Revenue,Created on
__export__.crm_lead_12,North rollout,Ann Lee,North Ltd,ann@north.example,Kim Roe,Europe,Legal check,12500,2026-01-05 09:30:00
`, fields: "key name company opportunity stage odoo_status owner sales_team", want: []string{"__export__.crm_lead_12|Ann Lee|North Ltd|North rollout||Legal check|Kim Roe|Europe"}},
	{name: "marketo leads", format: "marketo-leads", system: "marketo", kind: crm.LeadRecord, text: `
id,firstName,lastName,email,company,title,leadSource,leadStatus,leadScore,createdAt,mobilePhone
5414087,Ann,Lee,ann@north.example,North Ltd,CFO,Webinar,Working,42,2026-01-05T09:30:00Z,+1 555 0101
`, fields: "key email company title source stage leadscore phone created_at", want: []string{"5414087|ann@north.example|North Ltd|CFO|Webinar|sal|42|+1 555 0101|2026-01-05T09:30:00"}},
	{name: "marketo activities", format: "marketo-activities", system: "marketo", kind: crm.ActivityRecord, text: `
marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes
900,5414087,2026-02-13T14:06:20Z,1,8497,1670,north.example/pricing,"{""Reason"":""a, b""}"
901,5414087,2026-02-13T14:07:20Z,13,8497,1670,Score,{}
902,5414087,2026-02-13T14:08:20Z,10,8497,1670,Spring news,{}
903,5414087,2026-02-13T14:09:20Z,100123,8497,1670,Visited the booth,{}
`, fields: "lead event at detail id source", ignored: 1, want: []string{"5414087|page_view|2026-02-13T14:06:20|north.example/pricing|900|marketo",
		"5414087|email_open|2026-02-13T14:08:20|Spring news|902|marketo", "5414087|100123|2026-02-13T14:09:20|Visited the booth|903|marketo"},
		note: `its "activityTypeId" is nothing a lead does`},
	{name: "marketo activities of an own type", format: "marketo-activities", system: "marketo", kind: crm.ActivityRecord,
		options: intake.Options{Same: map[string][]intake.Pair{"event": {{From: "100123", To: "booth_visit"}, {From: "1", To: "visit"}}}}, text: `
id,leadId,activityDate,activityTypeId,primaryAttributeValue
900,5414087,2026-02-13T14:06:20Z,1,north.example/pricing
903,5414087,2026-02-13T14:09:20Z,100123,Visited the booth
`, fields: "event id", want: []string{"visit|900", "booth_visit|903"}},
	{name: "mailchimp audience", format: "mailchimp-audience", system: "mailchimp", kind: crm.LeadRecord, text: `
"Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CC,REGION,LEID,EUID,TAGS
ann@north.example,Ann,Lee,2,"2026-01-05 09:30:00","2026-01-05 09:31:00",ca,on,90011,f00d1,"""VIP"",""Blog"""
`, fields: "key email country region member_rating tags created_at", want: []string{`f00d1|ann@north.example|ca|on|2|"VIP","Blog"|2026-01-05T09:30:00`}},
}
