using System.Text;

namespace FChat.Gateway.Operations;

/// <summary>A field of an operation's argument.</summary>
internal abstract class Field(string name, bool isRequired, Kind kind)
{
    private readonly byte[] utf8Name = Encoding.UTF8.GetBytes(name);

    /// <summary>The wire name.</summary>
    public string Name { get; } = name;

    /// <summary>The wire name in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8Name => utf8Name;

    /// <summary>Whether the operation is refused without it.</summary>
    public bool IsRequired { get; } = isRequired;

    /// <summary>How it is read and bounded.</summary>
    public Kind Kind { get; } = kind;
}

/// <summary>A field whose value handlers get as <typeparamref name="T"/>.</summary>
internal sealed class Field<T>(string name, bool isRequired, Kind<T> kind) : Field(name, isRequired, kind)
{
    /// <summary>How it is read and bounded.</summary>
    public new Kind<T> Kind { get; } = kind;
}
