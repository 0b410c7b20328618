package workspace

import (
	"testing"

	"smarketing/internal/funnel"
)

// An answer that was still being worked out when deals or groups became others is
// not given to whoever asks after them: the log may be the same.
func TestOutdatedAnswerIsNotKept(t *testing.T) {
	t.Parallel()
	question := asked{by: "owner"}
	var r funnel.Report
	p := &pipeline{answers: map[asked]funnel.Report{}, state: pipelineState{seq: 1}}
	if p.keep(1, question, r); len(p.answers) != 1 {
		t.Fatal("the answer is not kept")
	}
	if _, ok := p.answered(1, question, r.Question.Now); !ok {
		t.Fatal("the answer is not given again")
	}
	clear(p.answers)
	p.state.seq = 2 // a deal was won, which is no change of the log
	p.keep(1, question, r)
	if _, ok := p.answered(2, question, r.Question.Now); ok {
		t.Error("the answer from before the change is given after it")
	}
}
