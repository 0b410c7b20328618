package score

import (
	"math"
	"testing"
)

// The ratings of Hanley and McNeil (1982): 51 abnormal and 58 normal cases, an
// area of 0.893 with a standard error of 0.032.
func TestAUC(t *testing.T) {
	t.Parallel()
	abnormal, normal := []uint32{3, 2, 2, 11, 33}, []uint32{33, 6, 6, 11, 2}
	checkShare(t, aucOf(abnormal, normal), Share{Value: 0.8932, Low: 0.8295, High: 0.9568, N: 109, Known: true})
	checkShare(t, aucOf([]uint32{5, 0}, []uint32{0, 5}), Share{Value: 0, Low: 0, High: 0, N: 10, Known: true})
	checkShare(t, aucOf([]uint32{7}, []uint32{0}), Share{N: 7})
	checkShare(t, aucOf(nil, nil), Share{})
}

func checkShare(t *testing.T, got, want Share) {
	t.Helper()
	near := func(a, b float64) bool { return math.Abs(a-b) < 5e-5 }
	if !near(got.Value, want.Value) || !near(got.Low, want.Low) || !near(got.High, want.High) || got.N != want.N || got.Known != want.Known {
		t.Errorf("%+v, want %+v", got, want)
	}
}
