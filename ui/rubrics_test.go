package ui_test

import (
	"context"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// rubrics is what a file without a history of rubrics says of them: the
// template it started with, and no leads to measure it on.
type rubrics struct{}

func (rubrics) Rubric(context.Context) (rubric.Version, error) {
	t := rubric.Templates()[0]
	r, err := rubric.Parse(t.Key, []byte(t.Body))
	return rubric.Version{Number: 1, At: now, By: "ana", Note: "template", Body: t.Body, Rubric: r}, err
}

func (s rubrics) Versions(ctx context.Context) ([]rubric.Version, error) {
	v, err := s.Rubric(ctx)
	return []rubric.Version{v}, err
}

func (rubrics) RubricDraft(context.Context) (rubric.Draft, bool, error) {
	return rubric.Draft{}, false, nil
}
func (rubrics) SaveDraft(context.Context, rubric.Draft) error { return nil }
func (rubrics) DropDraft(context.Context) error               { return nil }

func (s rubrics) Publish(ctx context.Context, _ rubric.Publication) (rubric.Version, error) {
	return s.Rubric(ctx)
}

func (s rubrics) Rollback(ctx context.Context, _ int64, _ string, _ int64) (rubric.Version, error) {
	return s.Rubric(ctx)
}
func (rubrics) Refresh(context.Context, func(crm.Progress)) error { return nil }

func (rubrics) Board(_ context.Context, fields []string, _ func(crm.Progress)) (*score.Board, error) {
	return score.NewBuilder(fields, now.Location(), now).Board(), nil
}

func (rubrics) LeadsByID(context.Context, []crm.LeadID) (map[crm.LeadID]crm.Lead, error) {
	return nil, nil
}
func (rubrics) Members(context.Context) ([]crm.Member, error) { return nil, nil }
func (rubrics) Events(context.Context) ([]string, error)      { return nil, nil }
