namespace Huimin.Platform;

/// <summary>
/// An expected reason why something cannot be done, in words for the person who asked: a wrong file, a month outside the
/// data, a database of a newer version. The command line prints the message and ends with code 2; a page shows it in the
/// reader's language.
/// </summary>
public sealed class CannotRunException : Exception
{
    private readonly FormattableString reason;

    /// <param name="chinese">One of the <see cref="Texts"/>.</param>
    public CannotRunException(FormattableString chinese) => reason = chinese;

    /// <param name="chinese">One of the <see cref="Texts"/>.</param>
    /// <param name="innerException">What the program met.</param>
    public CannotRunException(FormattableString chinese, Exception innerException)
        : base(null, innerException) => reason = chinese;

    /// <summary>In the current language.</summary>
    public override string Message => Texts.Of(reason);

    public string In(bool english) => Texts.In(english, reason);
}
