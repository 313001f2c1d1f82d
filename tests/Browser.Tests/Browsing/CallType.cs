namespace FChat.Browsing;

/// <summary>What a call is made of; spelled as in the protocol.</summary>
public enum CallType
{
    Audio,
    Video,
}
