using FChat.LoadTests.CommandLine;

namespace FChat.LoadTests.Shapes;

/// <summary>What every shape with one large call can be asked.</summary>
public static class LargeCall
{
    /// <summary>How large it is.</summary>
    public static readonly ArgumentSpec People = new("people", 1_000, 2, 1_000, "participants of the call");

    /// <summary>How many know of it by a ring.</summary>
    public static readonly ArgumentSpec Rung = new("rung", 16, 1, 1_000, "how many of them are rung first; the others join as members of the room");
}
