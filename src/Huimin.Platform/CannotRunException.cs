namespace Huimin.Platform;

/// <summary>
/// An expected reason why something cannot be done, in words for the person who asked: a wrong file, a month outside the
/// data, a database of a newer version. The command line prints the message and ends with code 2; a page shows it.
/// </summary>
public sealed class CannotRunException : Exception
{
    public CannotRunException()
    {
    }

    public CannotRunException(string message)
        : base(message)
    {
    }

    public CannotRunException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
