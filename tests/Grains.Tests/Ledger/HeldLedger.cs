using System.Threading.Channels;
using FChat.Time;

namespace FChat.Ledger;

/// <summary>A ledger that takes what it is given when the test says so.</summary>
internal sealed class HeldLedger : ILedgerWriter
{
    private readonly Channel<Attempt> _attempts = Channel.CreateUnbounded<Attempt>();

    public Task Write(IReadOnlyList<LedgerRows> rows, CancellationToken cancellation)
    {
        var attempt = new Attempt(rows);
        _attempts.Writer.TryWrite(attempt);
        return attempt.Answer;
    }

    public Task<int> ForgetCalls(CallId before, int most, CancellationToken cancellation) => Task.FromResult(0);

    public Task<int> ForgetEvents(DateTimeOffset before, int most, CancellationToken cancellation) => Task.FromResult(0);

    public Task<Attempt> Next() => _attempts.Reader.ReadAsync().Soon();

    internal sealed class Attempt(IReadOnlyList<LedgerRows> rows)
    {
        private readonly TaskCompletionSource _answer = new();

        public IReadOnlyList<LedgerRows> Rows => rows;

        public Task Answer => _answer.Task;

        public void Take() => _answer.SetResult();

        public void Refuse() => _answer.SetException(new LedgerUnavailableException("locked", new IOException()));

        public void Break() => _answer.SetException(new InvalidOperationException("no such row"));
    }
}
