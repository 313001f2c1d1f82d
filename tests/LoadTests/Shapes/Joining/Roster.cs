using System.Buffers.Text;

namespace FChat.LoadTests.Shapes.Joining;

/// <summary>Who of a crowd somebody knows to be in the call. One thread writes.</summary>
public sealed class Roster(int people)
{
    private const string Prefix = "join";
    private const int Digits = 4;
    private readonly Known[] _known = new Known[people];
    private int _count;

    private enum Known : byte
    {
        No,
        Listed,
        Told,
    }

    /// <summary>How many are known.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether everybody is.</summary>
    public bool IsFull => Count == people;

    /// <summary>The name of a member of the crowd.</summary>
    public static string NameOf(int member) => $"{Prefix}{member:D4}";

    /// <summary>The member with this name; -1: nobody of a crowd.</summary>
    public static int MemberOf(ReadOnlySpan<byte> name) =>
        name.Length == Prefix.Length + Digits && Utf8Parser.TryParse(name[Prefix.Length..], out int member, out var read) && read == Digits ? member : -1;

    /// <summary>Nobody is known any more.</summary>
    public void Clear()
    {
        Array.Clear(_known);
        Volatile.Write(ref _count, 0);
    }

    /// <summary>A list has the member. It may have been told of before, or be told of later.</summary>
    public void List(int member) => Note(member, Known.Listed);

    /// <summary>The member's joining is told. False: it was told before.</summary>
    public bool Tell(int member)
    {
        var isNew = _known[member] != Known.Told;
        Note(member, Known.Told);
        return isNew;
    }

    private void Note(int member, Known how)
    {
        if (_known[member] == Known.No)
        {
            Volatile.Write(ref _count, _count + 1);
        }

        _known[member] = _known[member] > how ? _known[member] : how;
    }
}
