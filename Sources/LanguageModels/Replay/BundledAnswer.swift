/// The answer that a replay gives when it is handed none, so that the whole pipeline can be heard without a model.
package enum BundledAnswer {
    package static let text = """
        The sky looks blue because sunlight is a mixture, and the air sorts it for us. White light holds every colour \
        of the rainbow, from long red waves to short blue ones. On its way down it meets countless molecules, each far \
        smaller than a wave of light. Such tiny things hardly disturb the long waves, but they scatter the short ones \
        in every direction. So the red goes straight on, while the blue bounces about and reaches your eyes from all \
        sides at once.

        Violet is scattered even more strongly. However, the sun sends less of it, and our eyes are not very good at \
        seeing it. That is why we call the sky blue.

        In the evening the light has to cross about forty times as much air. By then most of the blue is gone, and \
        what is left is the warm glow that we stop to look at. Isn't it kind of the air to save the best for last?
        """
}
